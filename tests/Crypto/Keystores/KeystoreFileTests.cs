using P2PProver.Crypto.Files;
using P2PProver.Crypto.Keystores;

namespace P2PProver.Crypto.Tests.Keystores;

public sealed class KeystoreFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("p2pprover-keystore-");
    private readonly Password _password = KeystoreSamples.Password();

    private string Target => Path.Combine(_directory.FullName, "keys", "account.json");

    [Fact]
    public void Write_NewFile_CanBeReadByItsOwnerAlone()
    {
        using StoredKey key = KeystoreSamples.Key(KeyPurpose.Account);
        KeystoreResult result = KeystoreFile.Write(Target, key, _password, KdfProfile.Light);
        result.ToString().ShouldBe("Success");
        KeystoreFile.IsOwnerOnly(Target).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Target).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.GetUnixFileMode(Path.GetDirectoryName(Target)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.SetUnixFileMode(Target, UnixFileMode.UserRead | UnixFileMode.GroupRead);
            KeystoreFile.IsOwnerOnly(Target).ShouldBeFalse();
        }

        KeystoreFile.Read(Target, _password, out StoredKey? read).IsSuccess.ShouldBeTrue();
        using (read)
        {
            KeystoreSamples.Secret(read!).ShouldBe(KeystoreSamples.Secret(key));
        }

        KeystoreFile.Inspect(Target, out KeystoreHeader? header).IsSuccess.ShouldBeTrue();
        header!.Name.ShouldBe("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf");
        Files().ShouldBe(["account.json"]);
    }

    [Fact]
    public void Write_FileThere_IsReplacedOnlyWhenAskedFor()
    {
        using StoredKey old = KeystoreSamples.Key(KeyPurpose.Account, 1);
        using StoredKey other = KeystoreSamples.Key(KeyPurpose.Account, 2);
        Write(old, replace: false).IsSuccess.ShouldBeTrue();
        byte[] before = File.ReadAllBytes(Target);
        KeystoreFile.Write(Target, other, _password, KdfProfile.Light).Outcome.ShouldBe(KeystoreOutcome.FileExists);
        Write(other, replace: false).Outcome.ShouldBe(KeystoreOutcome.FileExists);
        File.ReadAllBytes(Target).ShouldBe(before);
        Write(other, replace: true).IsSuccess.ShouldBeTrue();
        ReadSecret(Target).ShouldBe(KeystoreSamples.Secret(other));
        Files().ShouldBe(["account.json"]);
    }

    [Fact]
    public void Write_KilledAfterAnyStep_LeavesTheOldFileOrTheNewOneWhole()
    {
        // A kill runs no clean-up, so what it leaves behind is a copy of the directory taken when the step was done.
        using StoredKey old = KeystoreSamples.Key(KeyPurpose.Account, 1);
        using StoredKey other = KeystoreSamples.Key(KeyPurpose.Account, 2);
        Write(old, replace: false).IsSuccess.ShouldBeTrue();
        List<AtomicFileStep> seen = [];
        KeystoreResult result = Write(other, replace: true, step =>
        {
            seen.Add(step);
            string snapshot = Path.Combine(_directory.FullName, $"after-{step}");
            Directory.CreateDirectory(snapshot);
            foreach (string file in Directory.GetFiles(Path.GetDirectoryName(Target)!))
            {
                File.WriteAllBytes(Path.Combine(snapshot, Path.GetFileName(file)), ReadShared(file));
            }
        });

        result.IsSuccess.ShouldBeTrue(result.ToString());
        seen.ShouldBe(Enum.GetValues<AtomicFileStep>());
        foreach (AtomicFileStep step in seen)
        {
            string left = Path.Combine(_directory.FullName, $"after-{step}", "account.json");
            byte[] expected = KeystoreSamples.Secret(step < AtomicFileStep.Renamed ? old : other);
            ReadSecret(left).ShouldBe(expected, $"killed after {step}");
        }
    }

    [Fact]
    public void Write_FailingAtAnyStep_LeavesTheOldFileAndNothingElse()
    {
        using StoredKey old = KeystoreSamples.Key(KeyPurpose.Account, 1);
        using StoredKey other = KeystoreSamples.Key(KeyPurpose.Account, 2);
        Write(old, replace: false).IsSuccess.ShouldBeTrue();
        byte[] before = File.ReadAllBytes(Target);
        foreach (AtomicFileStep failing in Enum.GetValues<AtomicFileStep>().Where(s => s < AtomicFileStep.Renamed))
        {
            KeystoreResult result = Write(other, replace: true, step =>
            {
                if (step == failing)
                {
                    throw new IOException("no space left on device");
                }
            });
            result.ShouldBe(new KeystoreResult(KeystoreOutcome.IoFailed, "no space left on device"), $"{failing}");
            File.ReadAllBytes(Target).ShouldBe(before, $"{failing}");
            Files().ShouldBe(["account.json"], $"{failing}");
        }
    }

    [Fact]
    public void Write_DiskThatAltersTheBytes_IsNoticedBeforeTheOldFileGoes()
    {
        using StoredKey old = KeystoreSamples.Key(KeyPurpose.Account, 1);
        using StoredKey other = KeystoreSamples.Key(KeyPurpose.Account, 2);
        Write(old, replace: false).IsSuccess.ShouldBeTrue();
        byte[] before = File.ReadAllBytes(Target);
        byte[] damaged = KeystoreSamples.Sealed(KeyPurpose.Account, 2);
        ref byte digit = ref damaged[damaged.AsSpan().IndexOf("\"mac\": \""u8) + 10];
        digit = digit == (byte)'0' ? (byte)'1' : (byte)'0';
        KeystoreResult result = KeystoreFile.Write(Target, other, _password, damaged, replace: true, static _ => { });
        result.Outcome.ShouldBe(KeystoreOutcome.NotVerified);
        result.Detail.ShouldContain(nameof(KeystoreOutcome.Damaged));
        File.ReadAllBytes(Target).ShouldBe(before);
        Files().ShouldBe(["account.json"]);
    }

    [Fact]
    public void Write_ContainerOfAnotherKey_IsNotVerified()
    {
        using StoredKey key = KeystoreSamples.Key(KeyPurpose.Account, 1);
        KeystoreResult result = KeystoreFile.Write(
            Target, key, _password, KeystoreSamples.Sealed(KeyPurpose.Account, 2), replace: false, static _ => { });
        result.Outcome.ShouldBe(KeystoreOutcome.NotVerified);
        File.Exists(Target).ShouldBeFalse();
    }

    [Fact]
    public void Write_FileAppearingMeanwhile_IsNotReplaced()
    {
        using StoredKey key = KeystoreSamples.Key(KeyPurpose.Account);
        KeystoreResult result = Write(key, replace: false, step =>
        {
            if (step == AtomicFileStep.Checked)
            {
                File.WriteAllText(Target, "somebody else's");
            }
        });
        result.Outcome.ShouldBe(KeystoreOutcome.FileExists);
        File.ReadAllText(Target).ShouldBe("somebody else's");
        Files().ShouldBe(["account.json"]);
    }

    [Fact]
    public void Write_DirectoryThatIsAFile_Fails()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "keys"), "a file");
        using StoredKey key = KeystoreSamples.Key(KeyPurpose.Account);
        Write(key, replace: false).Outcome.ShouldBe(KeystoreOutcome.IoFailed);
    }

    [Fact]
    public void Read_MissingOversizedOrForeign_IsToldApart()
    {
        KeystoreFile.Read(Target, _password, out StoredKey? key).Outcome.ShouldBe(KeystoreOutcome.FileMissing);
        key.ShouldBeNull();
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        KeystoreFile.Read(Target, _password, out _).Outcome.ShouldBe(KeystoreOutcome.FileMissing);
        KeystoreFile.IsOwnerOnly(Target).ShouldBeFalse();
        File.WriteAllBytes(Target, new byte[KeystoreDocument.FileBytesMax + 1]);
        KeystoreFile.Read(Target, _password, out _).Outcome.ShouldBe(KeystoreOutcome.TooLarge);
        KeystoreFile.Inspect(Target, out KeystoreHeader? header).Outcome.ShouldBe(KeystoreOutcome.TooLarge);
        header.ShouldBeNull();
        File.WriteAllText(Target, "not json");
        KeystoreFile.Read(Target, _password, out _).Outcome.ShouldBe(KeystoreOutcome.NotAKeystore);
        KeystoreFile.Read(Path.GetDirectoryName(Target)!, _password, out _).Outcome.ShouldBe(KeystoreOutcome.AccessDenied);
    }

    public void Dispose()
    {
        _password.Dispose();
        _directory.Delete(recursive: true);
    }

    private static byte[] ReadShared(string path)
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private KeystoreResult Write(StoredKey key, bool replace, Action<AtomicFileStep>? observer = null) =>
        KeystoreFile.Write(Target, key, _password, Keystore.Seal(key, _password, KeystoreSamples.Quick), replace, observer ?? (static _ => { }));

    private byte[] ReadSecret(string path)
    {
        KeystoreResult result = KeystoreFile.Read(path, _password, out StoredKey? key);
        result.ToString().ShouldBe("Success", path);
        using (key)
        {
            return KeystoreSamples.Secret(key!);
        }
    }

    private string[] Files() => [.. Directory.GetFiles(Path.GetDirectoryName(Target)!).Select(f => Path.GetFileName(f))];
}
