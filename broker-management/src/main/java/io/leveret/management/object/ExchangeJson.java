package io.leveret.management.object;

import com.fasterxml.jackson.databind.node.TextNode;
import io.leveret.core.count.Counts;
import io.leveret.core.policy.Policy;
import io.leveret.core.view.ExchangeView;
import io.leveret.management.http.FieldJson;
import io.leveret.management.http.Parts;
import io.leveret.management.rate.Chart;
import io.leveret.management.rate.Rates;
import io.leveret.management.rate.StatsJson;
import io.leveret.management.rate.Subject;
import org.jspecify.annotations.Nullable;

/** An exchange as RabbitMQ's API shows it. */
final class ExchangeJson {
    private final Rates rates;

    ExchangeJson(Rates rates) {
        this.rates = rates;
    }

    Parts<InVhost<ExchangeView>> shape(Chart chart) {
        return new Parts<InVhost<ExchangeView>>()
                .text("name", one -> one.view().settings().name())
                .text("vhost", InVhost::vhost)
                .text("type", one -> one.view().settings().type().wireName())
                .flag("durable", one -> one.view().settings().durable())
                .flag("auto_delete", one -> one.view().settings().autoDelete())
                .flag("internal", one -> one.view().settings().internal())
                .any("arguments", one -> FieldJson.of(one.view().settings().arguments()))
                .any("policy", ExchangeJson::policy)
                .inner("message_stats", one -> counted(one, chart), StatsJson.EXCHANGE);
    }

    private static @Nullable TextNode policy(InVhost<ExchangeView> one) {
        Policy policy = one.view().policy();
        return policy == null ? null : TextNode.valueOf(policy.name());
    }

    private StatsJson.@Nullable Counted counted(InVhost<ExchangeView> one, Chart chart) {
        Counts counts = one.view().counts();
        if (counts == null) {
            return null;
        }
        return new StatsJson.Counted(
                rates.stats(
                        () -> Subject.exchange(
                                one.vhost(), one.view().settings().name()),
                        chart),
                counts);
    }
}
