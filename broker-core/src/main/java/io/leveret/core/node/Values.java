package io.leveret.core.node;

import io.leveret.core.access.Account;
import io.leveret.core.access.Permissions;
import io.leveret.core.access.TopicPermission;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How the values of settings lie in the journal. */
final class Values {
    private static final String PASSWORD_HASH = "password-hash";
    private static final String TAGS = "tags";
    private static final String LOOPBACK_ONLY = "loopback-only";
    private static final String CONFIGURE = "configure";
    private static final String WRITE = "write";
    private static final String READ = "read";
    private static final String VALUE = "value";

    private Values() {}

    static FieldTable encoded(Account account) {
        List<FieldValue> tags = new ArrayList<>();
        for (String tag : new TreeSet<>(account.tags())) {
            tags.add(FieldValue.of(tag));
        }
        return FieldTable.builder()
                .put(PASSWORD_HASH, account.passwordHash())
                .put(TAGS, tags)
                .put(LOOPBACK_ONLY, account.loopbackOnly())
                .build();
    }

    static Account account(String name, FieldTable table) {
        Set<String> tags = new TreeSet<>();
        value(table, TAGS).asArray().forEach(tag -> tags.add(tag.asString()));
        return new Account(
                name,
                text(table, PASSWORD_HASH),
                tags,
                value(table, LOOPBACK_ONLY).asBoolean());
    }

    static FieldTable encoded(Permissions permissions) {
        return FieldTable.builder()
                .put(CONFIGURE, permissions.configure().regex())
                .put(WRITE, permissions.write().regex())
                .put(READ, permissions.read().regex())
                .build();
    }

    static Permissions permissions(FieldTable table) {
        return Permissions.of(text(table, CONFIGURE), text(table, WRITE), text(table, READ));
    }

    static FieldTable encoded(TopicPermission permission) {
        return FieldTable.builder()
                .put(WRITE, permission.write())
                .put(READ, permission.read())
                .build();
    }

    static TopicPermission topicPermission(String exchange, FieldTable table) {
        return new TopicPermission(exchange, text(table, WRITE), text(table, READ));
    }

    static FieldTable parameter(FieldValue value) {
        return FieldTable.builder().put(VALUE, value).build();
    }

    static FieldValue parameter(FieldTable table) {
        return value(table, VALUE);
    }

    /** Of a parameter's value, as it is encoded. */
    static int octets(FieldValue value) {
        return parameter(value).encoded().length;
    }

    static long whole(FieldTable table, String key) {
        return value(table, key).asLong();
    }

    private static String text(FieldTable table, String key) {
        return value(table, key).asString();
    }

    private static FieldValue value(FieldTable table, String key) {
        FieldValue value = table.get(key);
        if (value == null) {
            throw new IllegalStateException("a setting in the journal has no " + key);
        }
        return value;
    }
}
