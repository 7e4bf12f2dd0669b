package io.leveret.amqp.method;

import io.leveret.core.message.FieldTable;
import io.leveret.core.message.Octets;
import java.util.List;

/** One method of every kind, with no two adjacent arguments alike. */
final class MethodSamples {
    private static final FieldTable TABLE =
            FieldTable.builder().put("k", "v").put("n", 1).build();
    private static final Octets SECRET = Octets.of(new byte[] {0, 'g', 0, (byte) 0xff});
    private static final long UINT = 0xffff_fffeL;

    static final List<Method> CONNECTION = List.of(
            new ConnectionMethod.Start(0, 9, TABLE, "PLAIN AMQPLAIN", "en_US"),
            new ConnectionMethod.StartOk(TABLE, "PLAIN", SECRET, "en_US"),
            new ConnectionMethod.Secure(SECRET),
            new ConnectionMethod.SecureOk(SECRET),
            new ConnectionMethod.Tune(65_535, UINT, 60),
            new ConnectionMethod.TuneOk(2047, 131_072, 65_535),
            new ConnectionMethod.Open("/"),
            new ConnectionMethod.OpenOk(),
            new ConnectionMethod.Close(320, "CONNECTION_FORCED - why", 10, 40),
            new ConnectionMethod.CloseOk(),
            new ConnectionMethod.Blocked("low on memory"),
            new ConnectionMethod.Unblocked(),
            new ConnectionMethod.UpdateSecret(SECRET, "expired"),
            new ConnectionMethod.UpdateSecretOk());

    static final List<Method> CHANNEL_AND_OTHERS = List.of(
            new ChannelMethod.Open(),
            new ChannelMethod.OpenOk(),
            new ChannelMethod.Flow(true),
            new ChannelMethod.FlowOk(true),
            new ChannelMethod.Close(404, "NOT_FOUND - no queue 'é'", 50, 10),
            new ChannelMethod.CloseOk(),
            new AccessMethod.Request("/data", true, false, true, false, true),
            new AccessMethod.RequestOk(1),
            new ConfirmMethod.Select(true),
            new ConfirmMethod.SelectOk(),
            new TxMethod.Select(),
            new TxMethod.SelectOk(),
            new TxMethod.Commit(),
            new TxMethod.CommitOk(),
            new TxMethod.Rollback(),
            new TxMethod.RollbackOk());

    static final List<Method> EXCHANGE_AND_QUEUE = List.of(
            new ExchangeMethod.Declare("x", "topic", false, true, false, true, false, TABLE),
            new ExchangeMethod.DeclareOk(),
            new ExchangeMethod.Delete("x", false, true),
            new ExchangeMethod.DeleteOk(),
            new ExchangeMethod.Bind("to", "from", "key", true, TABLE),
            new ExchangeMethod.BindOk(),
            new ExchangeMethod.Unbind("to", "from", "key", true, FieldTable.EMPTY),
            new ExchangeMethod.UnbindOk(),
            new QueueMethod.Declare("q", true, false, true, false, true, TABLE),
            new QueueMethod.DeclareOk("q", 1, UINT),
            new QueueMethod.Bind("q", "x", "key", true, TABLE),
            new QueueMethod.BindOk(),
            new QueueMethod.Purge("q", true),
            new QueueMethod.PurgeOk(UINT),
            new QueueMethod.Delete("q", true, false, true),
            new QueueMethod.DeleteOk(7),
            new QueueMethod.Unbind("q", "x", "key", TABLE),
            new QueueMethod.UnbindOk());

    static final List<Method> BASIC = List.of(
            new BasicMethod.Qos(UINT, 65_535, true),
            new BasicMethod.QosOk(),
            new BasicMethod.Consume("q", "tag", true, false, true, false, TABLE),
            new BasicMethod.ConsumeOk("tag"),
            new BasicMethod.Cancel("tag", true),
            new BasicMethod.CancelOk("tag"),
            new BasicMethod.Publish("x", "key", true, false),
            new BasicMethod.Publish("x", "key", false, true),
            new BasicMethod.Return(312, "NO_ROUTE", "x", "key"),
            new BasicMethod.Deliver("tag", -1, true, "x", "key"),
            new BasicMethod.Get("q", true),
            new BasicMethod.GetOk(Long.MAX_VALUE, true, "x", "key", UINT),
            new BasicMethod.GetEmpty(),
            new BasicMethod.Ack(1, true),
            new BasicMethod.Reject(2, true),
            new BasicMethod.RecoverAsync(true),
            new BasicMethod.Recover(true),
            new BasicMethod.RecoverOk(),
            new BasicMethod.Nack(3, true, false),
            new BasicMethod.Nack(3, false, true));

    private MethodSamples() {}
}
