package io.leveret.core.node;

import io.leveret.core.CoreReader;
import io.leveret.core.access.Account;
import io.leveret.core.access.User;
import io.leveret.core.message.FieldTable;
import java.util.Map;

/**
 * What the node knows at one moment: accounts and users (with their rights) by name, virtual hosts with what describes them, and how to look into those that run.
 * Immutable.
 */
public record NodeView(
        Map<String, Account> accounts,
        Map<String, User> users,
        Map<String, FieldTable> vhosts,
        Map<String, VhostLimits> vhostLimits,
        Map<String, UserLimits> userLimits,
        Map<String, CoreReader> readers) {}
