package io.leveret.core.node;

import io.leveret.core.Answer;
import io.leveret.core.AuditedAnswer;
import io.leveret.core.access.Account;
import io.leveret.core.event.Actor;
import io.leveret.core.event.BrokerEvent;
import io.leveret.core.event.EventKind;
import io.leveret.core.event.Observers;
import io.leveret.core.journal.JournalRecord;
import io.leveret.core.journal.JournalRecord.SettingPut;
import io.leveret.core.journal.JournalRecord.SettingRemoved;
import io.leveret.core.journal.SettingName;
import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Tells the observers what becomes of the node's settings, with facts named as by RabbitMQ. Owner: node. */
final class NodeReporter {
    private static final String USER = "user";
    private static final String VHOST = "vhost";
    private static final String NAME = "name";

    private final NodeState state;
    private final Observers observers;

    NodeReporter(NodeState state, Observers observers) {
        this.state = state;
        this.observers = observers;
    }

    /** The audit hears of the answer too. */
    Answer audited(Answer answer, String action, String vhost, String object) {
        return new AuditedAnswer(answer, observers.audit(), action, vhost, object);
    }

    /** The record is about to be applied. */
    void applying(JournalRecord record, Actor by) {
        if (record instanceof SettingPut put) {
            putting(put, by);
        } else if (record instanceof SettingRemoved removed) {
            removing(removed, by);
        }
    }

    private void putting(SettingPut put, Actor by) {
        switch (put.kind()) {
            case USER -> user(put, by);
            case VHOST -> vhost(put, by);
            case PERMISSION ->
                tell(
                        EventKind.PERMISSION_CREATED,
                        by,
                        builder().put(VHOST, put.vhost()).put(USER, put.name()),
                        put.value());
            case TOPIC_PERMISSION -> {
                SettingName name = SettingName.of(put.name());
                tell(
                        EventKind.TOPIC_PERMISSION_CREATED,
                        by,
                        builder()
                                .put(VHOST, put.vhost())
                                .put(USER, name.first())
                                .put("exchange", name.second()),
                        put.value());
            }
            case VHOST_LIMITS ->
                tell(
                        EventKind.VHOST_LIMITS_SET,
                        by,
                        builder().put(NAME, "limits").put(VHOST, put.vhost()),
                        put.value());
            case USER_LIMITS ->
                tell(
                        EventKind.USER_LIMITS_SET,
                        by,
                        builder().put(NAME, "limits").put("username", put.name()),
                        put.value());
            case GLOBAL_PARAMETER -> tell(EventKind.PARAMETER_SET, by, builder().put(NAME, put.name()), put.value());
            case PARAMETER, POLICY, OPERATOR_POLICY -> {}
        }
    }

    private void vhost(SettingPut put, Actor by) {
        if (!state.hasVhost(put.name())) {
            tell(EventKind.VHOST_CREATED, by, builder().put(NAME, put.name()), put.value());
        }
    }

    private void user(SettingPut put, Actor by) {
        Account before = state.account(put.name());
        Account now = Values.account(put.name(), put.value());
        if (before == null) {
            tell(EventKind.USER_CREATED, by, builder().put(NAME, put.name()), FieldTable.EMPTY);
        } else if (!before.passwordHash().equals(now.passwordHash())) {
            tell(EventKind.USER_PASSWORD_CHANGED, by, builder().put(NAME, put.name()), FieldTable.EMPTY);
        }
        if (before == null || !before.tags().equals(now.tags())) {
            List<FieldValue> tags = new ArrayList<>();
            new TreeSet<>(now.tags()).forEach(tag -> tags.add(FieldValue.of(tag)));
            tell(EventKind.USER_TAGS_SET, by, builder().put(NAME, put.name()).put("tags", tags), FieldTable.EMPTY);
        }
    }

    private void removing(SettingRemoved removed, Actor by) {
        switch (removed.kind()) {
            case USER -> tell(EventKind.USER_DELETED, by, builder().put(NAME, removed.name()), FieldTable.EMPTY);
            case VHOST -> tell(EventKind.VHOST_DELETED, by, builder().put(NAME, removed.name()), FieldTable.EMPTY);
            case PERMISSION ->
                tell(
                        EventKind.PERMISSION_DELETED,
                        by,
                        builder().put(VHOST, removed.vhost()).put(USER, removed.name()),
                        FieldTable.EMPTY);
            case TOPIC_PERMISSION -> {
                SettingName name = SettingName.of(removed.name());
                tell(
                        EventKind.TOPIC_PERMISSION_DELETED,
                        by,
                        builder()
                                .put(VHOST, removed.vhost())
                                .put(USER, name.first())
                                .put("exchange", name.second()),
                        FieldTable.EMPTY);
            }
            case GLOBAL_PARAMETER ->
                tell(EventKind.PARAMETER_CLEARED, by, builder().put(NAME, removed.name()), FieldTable.EMPTY);
            case VHOST_LIMITS, USER_LIMITS, PARAMETER, POLICY, OPERATOR_POLICY -> {}
        }
    }

    private static FieldTable.Builder builder() {
        return FieldTable.builder();
    }

    private void tell(EventKind kind, Actor by, FieldTable.Builder facts, FieldTable more) {
        if (observers.events().wants(kind)) {
            more.entries().forEach(entry -> facts.put(entry.key(), entry.value()));
            facts.put("user_who_performed_action", by.user());
            observers.events().happened(new BrokerEvent(kind, facts.build()));
        }
    }
}
