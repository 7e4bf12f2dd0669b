package io.leveret.dist.oauth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of an answer, refused as soon as it is too large. Owner: auth worker (by the threads of its HTTP client, one after the other). */
final class LimitedBody implements HttpResponse.BodySubscriber<byte[]> {
    private final int mostOctets;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private Flow.@Nullable Subscription source;

    LimitedBody(int mostOctets) {
        this.mostOctets = mostOctets;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        for (ByteBuffer item : items) {
            if (octets.size() + item.remaining() > mostOctets) {
                refuse();
                return;
            }
            byte[] next = new byte[item.remaining()];
            item.get(next);
            octets.writeBytes(next);
        }
    }

    private void refuse() {
        if (source != null) {
            source.cancel();
        }
        whole.completeExceptionally(new IOException("more than " + mostOctets + " octets"));
    }

    @Override
    public void onError(Throwable cause) {
        whole.completeExceptionally(cause);
    }

    @Override
    public void onComplete() {
        whole.complete(octets.toByteArray());
    }
}
