package io.leveret.core.node;

import io.leveret.core.CoreReader;
import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.Rights;
import io.leveret.core.access.TopicPermission;
import io.leveret.core.access.User;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.JournalRecord.SettingRemoved;
import io.leveret.core.journal.SettingKind;
import io.leveret.core.journal.SettingName;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the node's settings add up to; changes and recovery apply the same records. Owner: node. */
public final class NodeState {
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, FieldTable> vhosts = new LinkedHashMap<>();
    private final Map<Key, Permissions> permissions = new LinkedHashMap<>();
    private final Map<Key, Map<String, TopicPermission>> topics = new LinkedHashMap<>();
    private final Map<String, VhostLimits> vhostLimits = new HashMap<>();
    private final Map<String, UserLimits> userLimits = new HashMap<>();
    private final ParameterValues globalParameters = new ParameterValues();

    /** A user in a virtual host. */
    private record Key(String vhost, String user) {}

    /** Takes a setting that is the node's. */
    public void apply(JournalRecord record) {
        if (record instanceof SettingPut put) {
            put(put);
        } else if (record instanceof SettingRemoved removed) {
            remove(removed);
        } else {
            throw new IllegalStateException("not a setting: " + record);
        }
    }

    private void put(SettingPut put) {
        switch (put.kind()) {
            case USER -> accounts.put(put.name(), Values.account(put.name(), put.value()));
            case VHOST -> vhosts.put(put.name(), put.value());
            case PERMISSION -> permissions.put(new Key(put.vhost(), put.name()), Values.permissions(put.value()));
            case TOPIC_PERMISSION -> {
                SettingName name = SettingName.of(put.name());
                topics.computeIfAbsent(new Key(put.vhost(), name.first()), key -> new LinkedHashMap<>())
                        .put(name.second(), Values.topicPermission(name.second(), put.value()));
            }
            case VHOST_LIMITS -> vhostLimits.put(put.vhost(), VhostLimits.decode(put.value()));
            case USER_LIMITS -> userLimits.put(put.name(), UserLimits.decode(put.value()));
            case GLOBAL_PARAMETER -> globalParameters.put(put.name(), Values.parameter(put.value()));
            case PARAMETER -> {} // of an earlier version
            case POLICY, OPERATOR_POLICY ->
                throw new IllegalStateException(put.kind() + " is no setting of the node's");
        }
    }

    private void remove(SettingRemoved removed) {
        switch (removed.kind()) {
            case USER -> accounts.remove(removed.name());
            case VHOST -> removeVhost(removed.name());
            case PERMISSION -> permissions.remove(new Key(removed.vhost(), removed.name()));
            case TOPIC_PERMISSION -> {
                SettingName name = SettingName.of(removed.name());
                Key key = new Key(removed.vhost(), name.first());
                Map<String, TopicPermission> ofUser = topics.get(key);
                if (ofUser != null && ofUser.remove(name.second()) != null && ofUser.isEmpty()) {
                    topics.remove(key);
                }
            }
            case VHOST_LIMITS -> vhostLimits.remove(removed.vhost());
            case USER_LIMITS -> userLimits.remove(removed.name());
            case GLOBAL_PARAMETER -> globalParameters.remove(removed.name());
            case PARAMETER -> {} // of an earlier version
            case POLICY, OPERATOR_POLICY ->
                throw new IllegalStateException(removed.kind() + " is no setting of the node's");
        }
    }

    private void removeVhost(String name) {
        vhosts.remove(name);
        vhostLimits.remove(name);
        permissions.keySet().removeIf(key -> key.vhost().equals(name));
        topics.keySet().removeIf(key -> key.vhost().equals(name));
    }

    /** Whether there is a value of this setting of a user. */
    boolean has(SettingPut setting) {
        return setting.kind() == SettingKind.USER
                ? accounts.containsKey(setting.name())
                : permissions.containsKey(new Key(setting.vhost(), setting.name()));
    }

    @Nullable
    Account account(String name) {
        return accounts.get(name);
    }

    /** What describes a virtual host; empty if there is none of this name. */
    FieldTable vhost(String name) {
        return vhosts.getOrDefault(name, FieldTable.EMPTY);
    }

    boolean hasVhost(String name) {
        return vhosts.containsKey(name);
    }

    VhostLimits vhostLimits(String vhost) {
        return vhostLimits.getOrDefault(vhost, VhostLimits.NONE);
    }

    UserLimits userLimits(String user) {
        return userLimits.getOrDefault(user, UserLimits.NONE);
    }

    /** What describes a virtual host that is there. */
    VhostDescription description(String vhost) {
        return VhostDescription.of(vhosts.getOrDefault(vhost, FieldTable.EMPTY));
    }

    /** What somebody named the cluster, over whatever the configuration calls it. */
    public Optional<String> clusterName() {
        return Optional.ofNullable(globalParameters.get(Parameters.CLUSTER_NAME))
                .map(FieldValue::text);
    }

    /** To be changed by records only. */
    ParameterValues globalParameters() {
        return globalParameters;
    }

    List<String> vhosts() {
        return List.copyOf(vhosts.keySet());
    }

    List<Account> accounts() {
        return List.copyOf(accounts.values());
    }

    /** The user with all its rights, or null if there is none of this name. */
    @Nullable
    User user(String name) {
        Account account = accounts.get(name);
        if (account == null) {
            return null;
        }
        Map<String, Rights> rights = new HashMap<>();
        for (String vhost : vhosts.keySet()) {
            Rights here = rights(vhost, name);
            if (here != null) {
                rights.put(vhost, here);
            }
        }
        return new User(name, account.tags(), rights);
    }

    private @Nullable Rights rights(String vhost, String user) {
        Key key = new Key(vhost, user);
        Permissions allowed = permissions.get(key);
        return allowed == null ? null : new Rights(allowed, topics.getOrDefault(key, Map.of()));
    }

    /** What takes away all that names this user. */
    List<JournalRecord> removalOfUser(String user) {
        List<JournalRecord> records = new ArrayList<>();
        records.add(new SettingRemoved(SettingKind.USER, "", user));
        for (Key key : permissions.keySet()) {
            if (key.user().equals(user)) {
                records.add(new SettingRemoved(SettingKind.PERMISSION, key.vhost(), user));
            }
        }
        topics.forEach((key, byExchange) -> {
            if (key.user().equals(user)) {
                for (String exchange : byExchange.keySet()) {
                    records.add(new SettingRemoved(
                            SettingKind.TOPIC_PERMISSION, key.vhost(), new SettingName(user, exchange).joined()));
                }
            }
        });
        if (userLimits.containsKey(user)) {
            records.add(new SettingRemoved(SettingKind.USER_LIMITS, "", user));
        }
        return records;
    }

    /** The names that any permission or limit is for: of users that are there, and perhaps of others. */
    List<String> namedUsers() {
        List<String> names = new ArrayList<>();
        permissions.keySet().forEach(key -> names.add(key.user()));
        topics.keySet().forEach(key -> names.add(key.user()));
        names.addAll(userLimits.keySet());
        return names.stream().distinct().toList();
    }

    /** {@code readers} are those of the virtual hosts that run. */
    NodeView view(Map<String, CoreReader> readers) {
        Map<String, User> users = new LinkedHashMap<>();
        for (String name : accounts.keySet()) {
            User user = user(name);
            if (user != null) {
                users.put(name, user);
            }
        }
        return new NodeView(
                copy(accounts),
                copy(users),
                copy(vhosts),
                topicRights(),
                copy(vhostLimits),
                copy(userLimits),
                globalParameters.copy(),
                copy(readers));
    }

    private List<TopicRight> topicRights() {
        List<TopicRight> all = new ArrayList<>();
        topics.forEach((key, byExchange) -> byExchange
                .values()
                .forEach(permission -> all.add(new TopicRight(key.vhost(), key.user(), permission))));
        return Collections.unmodifiableList(all);
    }

    private static <K, V> Map<K, V> copy(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
