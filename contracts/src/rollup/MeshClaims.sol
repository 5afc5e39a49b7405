// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CLAIMANTS_MAX, CLAIMS_PER_NODE_MAX} from "../generated/MeshLimits.sol";
import {IMeshRollup} from "../interfaces/IMeshRollup.sol";
import {PayeeList} from "../libraries/PayeeList.sol";
import {ProofTree} from "../libraries/ProofTree.sol";
import {RewardShares, Rewards} from "../libraries/Rewards.sol";
import {Batch, BatchStatus} from "../types/Batch.sol";
import {Claim} from "../types/Claim.sol";
import {Earnings} from "../types/Earnings.sol";
import {MeshState} from "../types/MeshState.sol";
import {MeshStorage} from "./MeshStorage.sol";

/// @title Claims on positions of a batch
/// @notice A claim is one word: node in the highest 160 bits, 29 bits of age in seconds since the commit, 3 of level, 64 of positions.
abstract contract MeshClaims is MeshStorage {
    /// @dev A node's claims on a batch, added up.
    struct Claimant {
        address node;
        address payout;
        uint256 calls;
        uint256 locked;
        uint256 slashed;
        uint256 paid;
    }

    /// @dev What claims are compared with when a batch settles.
    struct Settling {
        uint256 shardCount;
        uint256 leafBond;
        uint256 mergeBond;
        // Seconds since the commit.
        uint256 age;
        // Whether T_open is over, and then the claimant whose turn it is.
        bool open;
        uint256 turn;
    }

    uint256 private constant AGE_MAX = (1 << 29) - 1;

    /// @inheritdoc IMeshRollup
    function commitClaims(Batch calldata batch, uint8 level, uint64 positions) external {
        requireStatus(batch, BatchStatus.Committed);
        MeshState memory s = _state;
        requireNotFrozen(s);
        if (batch.index < s.liveFrom) revert NotLive(batch.key);
        // The clock of a later batch has not started.
        bool late = batch.index == s.liveFrom
            && block.timestamp + CLAIM_DELAY + (OPEN_TIME + 1) / 2 > clockStart(batch, s) + OPEN_TIME;
        uint256 age = block.timestamp - batch.commitTime;
        if (late || age > AGE_MAX) revert ClaimTooLate();
        requirePositions(batch.shardCount, level, positions);
        uint256 held = append(batch.key, level, positions, age);
        uint256 bits = popcount(positions);
        uint256 bond = bits * bondAt(batch, level);
        emit ClaimsCommitted(batch.key, msg.sender, level, positions, bond);
        uint256 limit = limitOf(batch, registry.lock(msg.sender, batch.commitBlock, bond));
        if (held + bits > limit) revert TooManyPositions(held + bits, limit);
    }

    /// @inheritdoc IMeshRollup
    function claimsOf(bytes32 key) external view returns (Claim[] memory claims) {
        uint256 count = 0;
        while (_claims[key][count] != 0) {
            ++count;
        }
        claims = new Claim[](count);
        for (uint256 i = 0; i < count; ++i) {
            claims[i] = unpack(_claims[key][i]);
        }
    }

    /// @inheritdoc IMeshRollup
    function claimBond(Batch calldata batch, uint8 level) external pure returns (uint256) {
        return bondAt(batch, level);
    }

    /// @inheritdoc IMeshRollup
    function claimLimit(Batch calldata batch, address node) external view returns (uint256) {
        uint256 stake = registry.activeStake(node, batch.commitBlock);
        return stake == 0 ? 0 : limitOf(batch, stake);
    }

    /// @dev Checks the claims on a batch that settles against the payees, and ends them.
    /// @param batch The batch.
    /// @param payees Who is credited.
    /// @param elapsed Seconds on the batch's clock.
    /// @param earnings Receives halves of what is slashed.
    function settleClaims(Batch calldata batch, bytes calldata payees, uint256 elapsed, Earnings memory earnings)
        internal
    {
        uint256 word = _claims[batch.key][0];
        if (word == 0) return;
        Settling memory t;
        t.shardCount = batch.shardCount;
        (t.leafBond, t.mergeBond) = (bondAt(batch, 0), bondAt(batch, 1));
        t.age = block.timestamp - batch.commitTime;
        t.open = elapsed >= OPEN_TIME;
        if (t.open) t.turn = (elapsed - OPEN_TIME) / CLAIM_DELAY;
        Claimant[] memory claimants = new Claimant[](CLAIMANTS_MAX);
        for (uint256 i = 0; word != 0; word = _claims[batch.key][++i]) {
            settleClaim(batch.key, t, unpack(word), claimants, payees, earnings);
        }
        finish(claimants);
    }

    /// @dev Ends the claims on a batch that will not settle; nobody loses anything.
    function releaseClaims(Batch calldata batch) internal {
        uint256 word = _claims[batch.key][0];
        if (word == 0) return;
        (uint256 leafBond, uint256 mergeBond) = (bondAt(batch, 0), bondAt(batch, 1));
        Claimant[] memory claimants = new Claimant[](CLAIMANTS_MAX);
        for (uint256 i = 0; word != 0; word = _claims[batch.key][++i]) {
            Claim memory claim = unpack(word);
            Claimant memory c = claimants[placeOf(claimants, claim.node)];
            ++c.calls;
            c.locked += popcount(claim.positions) * (claim.level == 0 ? leafBond : mergeBond);
        }
        finish(claimants);
    }

    /// @dev What is locked for a position of a level.
    function bondAt(Batch calldata batch, uint256 level) internal pure returns (uint256 bond) {
        RewardShares memory r = Rewards.shares(uint256(batch.pot) + batch.forcedFees, batch.shardCount);
        bond = 3 * (level == 0 ? r.leaf : r.merge);
        uint256 least = batch.pot / 4;
        if (bond < least) bond = least;
    }

    function settleClaim(
        bytes32 key,
        Settling memory t,
        Claim memory claim,
        Claimant[] memory claimants,
        bytes calldata payees,
        Earnings memory earnings
    ) private {
        uint256 place = placeOf(claimants, claim.node);
        Claimant memory c = claimants[place];
        if (c.calls++ == 0) c.payout = registry.payoutOf(claim.node);
        uint256 bond = claim.level == 0 ? t.leafBond : t.mergeBond;
        c.locked += popcount(claim.positions) * bond;
        bool ended = t.open && place < t.turn;
        bool binds = t.open ? place == t.turn : t.age >= claim.age + CLAIM_DELAY;
        if (!ended && !binds) return;

        uint256 first = ProofTree.firstOf(t.shardCount, claim.level);
        uint64 missed = 0;
        for (uint256 i = 0; claim.positions >> i != 0; ++i) {
            if ((claim.positions >> i) & 1 == 0) continue;
            address payee = PayeeList.payeeAt(payees, first + i);
            if (payee == c.payout) continue;
            if (binds) revert ClaimIgnored(claim.node, claim.level, i);
            missed |= uint64(1 << i);
            earnings.add(payee, bond / 2);
            c.paid += bond / 2;
        }
        if (missed == 0) return;
        uint256 slashed = popcount(missed) * bond;
        c.slashed += slashed;
        emit ClaimsMissed(key, claim.node, claim.level, missed, slashed);
    }

    /// @dev Tells the registry what became of the stake of all claimants.
    function finish(Claimant[] memory claimants) private {
        for (uint256 i = 0; i < claimants.length && claimants[i].node != address(0); ++i) {
            Claimant memory c = claimants[i];
            registry.release(c.node, c.calls, c.locked, c.slashed, c.paid);
        }
    }

    /// @dev Writes a claim behind the others; refuses positions that are taken, and claimants and calls above their number.
    /// @return held How many positions the caller has already.
    function append(bytes32 key, uint256 level, uint64 positions, uint256 age) private returns (uint256 held) {
        address[CLAIMANTS_MAX] memory others;
        uint256 count = 0;
        mapping(uint256 => uint256) storage words = _claims[key];
        uint256 place = 0;
        uint256 calls = 0;
        for (uint256 word = words[0]; word != 0; word = words[++place]) {
            Claim memory claim = unpack(word);
            uint64 taken = claim.positions & positions;
            if (claim.level == level && taken != 0) revert PositionTaken(uint8(level), taken);
            if (claim.node == msg.sender) {
                ++calls;
                held += popcount(claim.positions);
                continue;
            }
            uint256 i = 0;
            while (i < count && others[i] != claim.node) {
                ++i;
            }
            if (i == count) others[count++] = claim.node;
        }
        if (calls == CLAIMS_PER_NODE_MAX) revert TooManyClaims();
        if (count == CLAIMANTS_MAX) revert TooManyClaimants();
        words[place] = (uint256(uint160(msg.sender)) << 96) | (age << 67) | (level << 64) | positions;
    }

    /// @dev A node's place in the order of first claims; a new one comes last.
    function placeOf(Claimant[] memory claimants, address node) private pure returns (uint256 place) {
        while (claimants[place].node != address(0)) {
            if (claimants[place].node == node) return place;
            ++place;
        }
        claimants[place].node = node;
    }

    function limitOf(Batch calldata batch, uint256 stake) private pure returns (uint256 limit) {
        // The total is not zero when a node has active stake at the same block; it is less than the node's never.
        limit = batch.totalStake == 0 ? 0 : (2 * stake * ProofTree.count(batch.shardCount)) / batch.totalStake;
        if (limit == 0) limit = 1;
    }

    function requirePositions(uint256 shardCount, uint8 level, uint64 positions) private pure {
        if (positions == 0) revert NoPositions();
        if (level >= ProofTree.LEVELS || positions & ~ProofTree.maskAt(shardCount, level) != 0) {
            revert NoSuchPosition(level, positions);
        }
    }

    function unpack(uint256 word) private pure returns (Claim memory claim) {
        claim.node = address(uint160(word >> 96));
        claim.age = uint32((word >> 67) & AGE_MAX);
        claim.level = uint8((word >> 64) & 7);
        claim.positions = uint64(word);
    }

    /// @dev How many bits are set.
    function popcount(uint256 bits) private pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) {
            ++count;
        }
    }
}
