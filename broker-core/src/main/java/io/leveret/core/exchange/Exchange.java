package io.leveret.core.exchange;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.FieldValue;
import io.leveret.core.message.Message;
import io.leveret.core.policy.Policy;
import io.leveret.core.policy.TargetKind;
import java.util.List;
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

    /**
     * Whether the routing key alone decides where a message goes while no binding changes, so that its route may be remembered and the next
     * message with that key need not come by. False for a type that looks at anything else, throws dice, or keeps what it saw.
     */
    abstract boolean routesByKey();

    /** Whether a message may be walked twice: the second time leads where the first did, and the first left nothing behind. */
    boolean routesAlike() {
        return true;
    }

    /** Throws {@link io.leveret.core.error.AmqpException} if this type of exchange refuses such a binding. */
    public void check(Destination destination, String key, FieldTable bindingArguments) {}

    /** Messages that are to be given to what is newly bound to this exchange, oldest first. */
    public List<Message> history() {
        return List.of();
    }

    /** The exchange is no more: it lets go of what it remembers. */
    public void delete() {}

    abstract void index(Binding binding);

    abstract void unindex(Binding binding);

    /** Calls {@link Router#reach} for the destination of every binding that the message matches with one of its keys. */
    abstract void match(RoutedMessage message, Router router);
}
