// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batch, BatchStatus, SettleInput} from "../../src/types/Batch.sol";
import {MeshLedger} from "./MeshLedger.sol";
import {MODEL_ACCOUNTS, ModelBatch, ModelClaim, ModelItem, ModelRewards, ModelState} from "./MeshModel.sol";
import {PathDouble} from "./PathDouble.sol";

/// @notice Random use of the contracts by a few actors, each of whom does everything, beside a model of what must come out. Where a call
/// ends otherwise than the model says, `violation` says so.
contract MeshHandler is MeshLedger {
    /// @dev Sets the clock, which a call does not inherit.
    modifier now_() {
        vm.warp(time);
        vm.roll(number);
        vm.fee(5 gwei);
        _;
    }

    function setUp() public override {
        _paths = new PathDouble();
        deploy(_paths, GENESIS);
    }

    // Actions

    function passTime(uint256 seed) external now_ {
        uint256[6] memory spans = [uint256(1), 19, 20, 300, 700, 2400];
        forward(1 + seed % spans[(seed >> 128) % 6]);
    }

    function openOne(uint256 seed) external now_ {
        if (_owners.length == MODEL_ACCOUNTS || frozen) return;
        address owner = actor(seed);
        uint64 amount = uint64((seed >> 64) % 1_000_000_000);
        uint32 index = open(owner, amount);
        check(index == _owners.length, "index of a new account");
        _owners.push(owner);
        _items.push(ModelItem(2, index, amount, owner, time, false));
        done["open"]++;
    }

    function depositTo(uint256 seed) external now_ {
        if (_owners.length == 0 || frozen) return;
        uint32 index = uint32((seed >> 8) % _owners.length);
        uint64 amount = uint64(1 + (seed >> 64) % 1_000_000_000);
        deposit(actor(seed), index, _owners[index], amount);
        _items.push(ModelItem(3, index, amount, actor(seed), time, false));
        done["deposit"]++;
    }

    function exitFrom(uint256 seed) external now_ {
        if (_owners.length == 0 || frozen) return;
        uint32 index = uint32((seed >> 8) % _owners.length);
        pay(_owners[index], FORCED_FEE);
        rollup.requestForcedExit{value: FORCED_FEE}(index);
        _items.push(ModelItem(5, index, 0, _owners[index], time, false));
        done["exit"]++;
    }

    function stake(uint256 seed) external now_ {
        address node = actor(seed);
        uint256 amount = 1 ether + (seed >> 64) % 20 ether;
        if (stakes[node] == 0) {
            register(node, amount);
        } else {
            if (_exitAt[node] != 0) return;
            pay(node, amount);
            registry.topUp{value: amount}();
        }
        stakes[node] += amount;
        _addedAt[node] = number;
        done["stake"]++;
    }

    function unstake(uint256 seed) external now_ {
        address node = actor(seed);
        if (stakes[node] == 0 && _exitAt[node] == 0) return;
        vm.prank(node);
        if (_exitAt[node] == 0) {
            bool free = locked[node] == 0 && openClaims(node) == 0 && _addedAt[node] + ACTIVATION_DELAY <= number;
            try registry.requestExit() {
                check(free, "a node left with open claims or young stake");
                _exitAt[node] = time + 4 * OPEN_TIME;
                done["leave"]++;
            } catch {
                check(!free, "a node could not leave");
            }
        } else {
            uint256 before = node.balance;
            try registry.withdrawStake(node) {
                check(time >= _exitAt[node], "stake left too early");
                check(node.balance - before == stakes[node], "another stake left");
                stakes[node] = 0;
                _exitAt[node] = 0;
                done["unstake"]++;
            } catch {
                check(time < _exitAt[node], "stake could not leave");
            }
        }
    }

    function commitOne(uint256 seed) external now_ {
        if (frozen || _batches.length - liveFrom == 4) return;
        bool live = _batches.length > liveFrom;
        ModelState memory s = live ? _batches[_batches.length - 1].state : _settled;
        bool provable = !live || _batches[_batches.length - 1].provable;
        uint256 head = committedHead;
        bytes memory data;
        uint256[] memory payouts = new uint256[](8);
        uint256 count = 0;
        uint256 take = seed % 3 == 0 ? _items.length - head : (seed >> 8) % 4;
        for (; take > 0 && head < _items.length && count < 6; take--) {
            ModelItem memory item = _items[head++];
            if (item.kind == 2) {
                s.balances[s.count++] = item.amount;
                data = bytes.concat(data, packOpen(item.index, item.amount, keyOf(item.receiver)));
            } else if (item.kind == 3) {
                s.balances[item.index] += item.amount;
                data = bytes.concat(data, packDeposit(item.index, item.amount));
            } else {
                uint64 all = s.balances[item.index];
                s.balances[item.index] = 0;
                payouts[count++] = payout(item.index, all);
                data = bytes.concat(data, packExit(item.index, all));
            }
        }
        if (s.count > 0 && (seed >> 16) % 2 == 0) {
            uint32 index = uint32((seed >> 24) % s.count);
            uint64 amount = uint64((seed >> 64) % (uint256(s.balances[index]) + 1));
            if ((seed >> 32) % 8 == 0) {
                // More than there is: no such batch has a proof.
                amount = s.balances[index] + 1;
                provable = false;
            } else {
                s.balances[index] -= amount;
            }
            payouts[count++] = payout(index, amount);
            data = bytes.concat(data, packWithdrawal(index, amount));
        }
        // Any number up to five shards of transfers that move nothing. Pads would be needed before an opening only.
        data = bytes.concat(data, transfers((seed >> 40) % 80));
        Batch memory batch = commitChecked(actor(seed >> 48), data, uint96((seed >> 96) % 1 ether));
        if (batch.key == 0) return;
        check(batch.queueHeadBefore == committedHead && batch.queueHeadAfter == head, "items of a batch");
        check(batch.payoutCount == count && batch.forcedFees == (head - committedHead) * FORCED_FEE, "payouts, fees");
        committedHead = head;
        ModelBatch storage stored = _batches.push();
        (stored.batch, stored.provable, stored.status, stored.state) = (batch, provable, BatchStatus.Committed, s);
        for (uint256 i = 0; i < count; i++) {
            stored.payouts.push(payouts[i]);
        }
        done["commit"]++;
    }

    function claimSome(uint256 seed) external now_ {
        if (_batches.length == 0) return;
        uint256 n = (seed >> 8) % 8 == 0 ? (seed >> 16) % _batches.length : _batches.length - 1;
        if ((seed >> 8) % 2 == 0 && liveFrom < _batches.length) n = liveFrom;
        ModelBatch storage m = _batches[n];
        address node = actor(seed);
        uint8 level = uint8((seed >> 24) % 3);
        uint64 positions = uint64((seed >> 32) % 8);
        vm.prank(node);
        try rollup.commitClaims(m.batch, level, positions) {
            check(n >= liveFrom && m.status == BatchStatus.Committed && !frozen, "a claim on a batch that is not live");
            check(positions >> ModelRewards.positionsAt(m.batch.shardCount, level) == 0, "a position that is not");
            check(stakes[node] != 0 && _exitAt[node] == 0, "a claim without stake");
            ModelClaim[] storage claims = _claims[n];
            for (uint256 i = 0; i < claims.length; i++) {
                check(claims[i].level != level || claims[i].positions & positions == 0, "a position claimed twice");
            }
            claims.push(ModelClaim(node, time, level, positions));
            locked[node] += popcount(positions) * ModelRewards.bond(m.batch, level);
            check(locked[node] <= stakes[node], "more locked than there is");
            done["claim"]++;
        } catch {}
    }

    function settleOne(uint256 seed) external now_ {
        uint256 n = liveFrom;
        if (n == _batches.length) return;
        ModelBatch storage m = _batches[n];
        Batch memory batch = m.batch;
        SettleInput memory input = settlement(batch, actor(seed), actor(seed >> 8));
        input.stateOut = canonical(keccak256(abi.encode(batch.key, m.state)));
        for (uint256 place = 0; place < input.payees.length / 20; place++) {
            setPayee(input, place, actor(uint256(keccak256(abi.encode(seed, place)))));
        }
        if ((seed >> 16) % 2 == 0) heed(n, batch, input, type(uint256).max);
        else if ((seed >> 17) % 2 == 0) heed(n, batch, input, 0);
        if (m.provable) prove(batch, input);
        (bool binding,) = judge(n, batch, input, false);
        try rollup.settle(batch, input, PROOF) {
            check(m.provable, "a batch without a proof settled");
            check(!frozen, "a batch settled after the freeze");
            check(!binding, "a claim that binds was ignored");
            judge(n, batch, input, true);
            reward(batch, input);
            m.status = BatchStatus.Settled;
            _settled = m.state;
            for (uint32 i = 0; i < m.state.count; i++) {
                _paths.add(input.stateOut, uint24(i), keyOf(_owners[i]), m.state.balances[i], m.state.count);
            }
            liveFrom++;
            settledHead = batch.queueHeadAfter;
            lastSettled = time;
            done["settle"]++;
        } catch {
            check(!m.provable || frozen || binding, "a batch with a proof did not settle");
        }
    }

    function creditOne(uint256 seed) external now_ {
        if (_batches.length == 0) return;
        ModelBatch storage m = _batches[seed % _batches.length];
        uint256[] memory payouts = m.payouts;
        try rollup.creditPayouts(m.batch, payouts) {
            check(m.status == BatchStatus.Settled, "payouts credited twice or without a proof");
            m.status = BatchStatus.Credited;
            for (uint256 i = 0; i < payouts.length; i++) {
                due[_owners[payouts[i] >> 64]] += uint256(uint64(payouts[i])) * 1 gwei;
            }
            done["credit"]++;
        } catch {
            check(m.status != BatchStatus.Settled, "payouts could not be credited");
        }
    }

    function expireOne(uint256 seed) external now_ {
        if (_batches.length == 0) return;
        uint256 n = (seed >> 8) % 2 == 0 && liveFrom < _batches.length ? liveFrom : seed % _batches.length;
        ModelBatch storage m = _batches[n];
        Batch memory batch = m.batch;
        bool pruned = m.status == BatchStatus.Committed && (frozen || n < liveFrom);
        bool expired =
            m.status == BatchStatus.Committed && !pruned && n == liveFrom && time >= clockOf(batch) + 4 * OPEN_TIME;
        try rollup.expireBatch(batch) {
            check(pruned || expired, "a batch was ended too early or twice");
            due[batch.sequencer] += rollup.escrowFor(batch.pot) + (pruned ? batch.bond : 0);
            if (expired) {
                burnedBonds += batch.bond;
                liveFrom = _batches.length;
                committedHead = settledHead;
            }
            m.status = pruned ? BatchStatus.Pruned : BatchStatus.Expired;
            release(n, batch);
            done[pruned ? "prune" : "expire"]++;
        } catch {
            check(!pruned && !expired, "a batch could not be ended");
        }
    }

    function freeze(uint256) external now_ {
        bool old = settledHead < _items.length && _items[settledHead].time + FREEZE_TIME < time && !frozen;
        try rollup.freeze() {
            check(old, "frozen without cause");
            frozen = true;
            done["freeze"]++;
        } catch {
            check(!old, "could not be frozen");
        }
    }

    function escapeOne(uint256 seed) external now_ {
        uint32 index = uint32(seed % MODEL_ACCOUNTS);
        if (index >= _owners.length) return;
        uint64 balance = _settled.balances[index];
        if ((seed >> 8) % 4 == 0) balance++;
        bytes32[24] memory siblings;
        siblings[0] = rollup.stateRoot();
        bool right = frozen && !escaped[index] && index < _settled.count && balance == _settled.balances[index];
        try rollup.escape(index, keyOf(_owners[index]), balance, 0, _settled.count, siblings) {
            check(right, "an escape without the balance, or twice");
            escaped[index] = true;
            escapedTotal += balance;
            due[_owners[index]] += uint256(balance) * 1 gwei;
            done["escape"]++;
        } catch {
            check(!right, "an account could not escape");
        }
    }

    function refundOne(uint256 seed) external now_ {
        uint256 id = seed % (_items.length + 1);
        bool right = id < _items.length && frozen && id >= settledHead && !_items[id].refunded;
        try rollup.refundDeposit(id) {
            check(right, "an item was refunded twice or served");
            _items[id].refunded = true;
            due[_items[id].receiver] += uint256(_items[id].amount) * 1 gwei + FORCED_FEE;
            done["refund"]++;
        } catch {
            check(!right, "an item could not be refunded");
        }
    }

    function withdrawOne(uint256 seed) external now_ {
        address account = actor(seed);
        uint256 before = account.balance;
        vm.prank(account);
        try rollup.withdrawPending(account) {
            check(account.balance - before == due[account] && due[account] != 0, "another amount left");
            due[account] = 0;
            done["withdraw"]++;
        } catch {
            check(due[account] == 0, "pending coins could not leave");
        }
    }

    /// @notice A race on chain: nodes claim positions of the first live batch, and some time later it settles without them.
    function contest(uint256 seed) external {
        if (liveFrom < _batches.length && !_batches[liveFrom].provable) {
            forward(4 * OPEN_TIME);
            this.expireOne(0);
        }
        this.stake(seed);
        forward(ACTIVATION_DELAY);
        this.commitOne(seed);
        for (uint256 i = 0; i < 8; i++) {
            this.claimSome(uint256(keccak256(abi.encode(seed, i))) & ~uint256(1 << 8));
        }
        // Often before the claims bind, or in the first turns.
        uint256 wait = (seed >> 8) % 4 == 0 ? OPEN_TIME + seed % 30 : (seed >> 8) % 4 == 1 ? seed % 24 : seed % 700;
        forward(wait);
        this.settleOne(seed | (1 << 16));
    }

    /// @notice Nobody settles until the rollup can be frozen, and then it is too late. Seldom, for it ends everything.
    function standstill(uint256 seed) external {
        if (seed % 16 != 0 || frozen) return;
        this.openOne(seed);
        this.exitFrom(seed);
        this.commitOne(seed);
        forward(FREEZE_TIME + 1);
        this.freeze(0);
        this.settleOne(seed);
    }

    function commitChecked(address sequencer, bytes memory data, uint96 pot) private returns (Batch memory batch) {
        uint256 value = rollup.requiredBond() + rollup.escrowFor(pot);
        vm.recordLogs();
        vm.deal(sequencer, sequencer.balance + value);
        bytes memory call = abi.encodeCall(rollup.commitBatch, (inputOf(data, pot)));
        vm.prank(sequencer);
        (bool success,) = address(rollup).call{value: value}(call);
        if (success) batch = committed();
        else vm.deal(sequencer, sequencer.balance - value);
    }
}
