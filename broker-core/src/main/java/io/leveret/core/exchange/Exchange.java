package io.leveret.core.exchange;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.TargetKind;
import org.jspecify.annotations.Nullable;

/**
 * A place that messages are published to and that passes them on along its bindings. Owner: core.
 */
public abstract class Exchange extends Destination {
    /** The argument that names the exchange for messages that this one finds no destination for. */
    public static final String ALTERNATE_EXCHANGE = "alternate-exchange";

    private final ExchangeSettings settings;
    private @Nullable String alternate;
    private int bindingCount;
    private boolean everBound;

    Exchange(ExchangeSettings settings) {
        super(settings.name());
        this.settings = settings;
        this.alternate = settings.alternateExchange();
    }

    public final ExchangeSettings settings() {
        return settings;
    }

    @Override
    public final TargetKind kind() {
        return TargetKind.EXCHANGE;
    }

    /** The exchange's own argument beats the policy's value. */
    @Override
    public final void policyChanged(@Nullable Policy newPolicy, @Nullable Policy newOperatorPolicy) {
        super.policyChanged(newPolicy, newOperatorPolicy);
        String declared = settings.alternateExchange();
        FieldValue byPolicy = newPolicy == null ? null : newPolicy.definition().get(ALTERNATE_EXCHANGE);
        alternate = declared != null || byPolicy == null ? declared : byPolicy.asString();
    }

    /** The name of the alternate exchange, or null. */
    public final @Nullable String alternate() {
        return alternate;
    }

    public final void add(Binding binding) {
        index(binding);
        bindingCount++;
        everBound = true;
    }

    public final void remove(Binding binding) {
        unindex(binding);
        bindingCount--;
    }

    /** How many bindings have this exchange as their source. */
    public final int bindingCount() {
        return bindingCount;
    }

    /** Whether an auto-delete exchange is to go: it had a binding and has none any more. */
    public final boolean isAbandoned() {
        return settings.autoDelete() && everBound && bindingCount == 0;
    }

    /** Whether the routing key alone decides where a message goes, so that a route may be remembered. */
    public boolean routesByKey() {
        return true;
    }

    /** Throws {@link io.leveret.core.error.AmqpException} if this type of exchange refuses such a binding. */
    public void check(String key, FieldTable bindingArguments) {}

    abstract void index(Binding binding);

    abstract void unindex(Binding binding);

    /** Calls {@link Router#reach} for the destination of every binding that matches. */
    abstract void match(String key, Headers headers, Router router);
}
