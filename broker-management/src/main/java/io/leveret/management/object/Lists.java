package io.leveret.management.object;

import io.leveret.core.CoreReader;
import io.leveret.core.view.SliceReader;
import io.leveret.management.broker.ManagementLoop;
import io.leveret.management.http.Access;
import io.leveret.management.http.Login;
import io.leveret.management.http.Request;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Lists of one virtual host or of all that a user may see, in the order of names. */
final class Lists {
    private final ManagementLoop loop;

    Lists(ManagementLoop loop) {
        this.loop = loop;
    }

    ManagementLoop loop() {
        return loop;
    }

    /** Asks a virtual host for a listing. */
    @FunctionalInterface
    interface Listing<T> extends BiConsumer<CoreReader, SliceReader<T>> {}

    /** What is in all virtual hosts that the user may see. */
    <T> Future<List<InVhost<T>>> everywhere(Login login, Listing<T> listing, Function<T, String> name) {
        List<Future<List<InVhost<T>>>> parts = new ArrayList<>();
        new TreeMap<>(login.node().readers()).forEach((vhost, reader) -> {
            if (login.sees(vhost)) {
                parts.add(in(vhost, reader, listing, name));
            }
        });
        return Future.all(parts)
                .map(done ->
                        parts.stream().flatMap(part -> part.result().stream()).toList());
    }

    /** What is in the virtual host that the path names. */
    <T> Future<List<InVhost<T>>> inVhost(Request request, Listing<T> listing, Function<T, String> name) {
        return in(request.path("vhost"), request.visibleVhost(), listing, name);
    }

    private <T> Future<List<InVhost<T>>> in(
            String vhost, CoreReader reader, Listing<T> listing, Function<T, String> name) {
        return loop.<T>list(slices -> listing.accept(reader, slices)).map(all -> sorted(vhost, all, name));
    }

    /** Names are fetched once: they lie far apart in memory, and each is compared many times. */
    private static <T> List<InVhost<T>> sorted(String vhost, List<T> all, Function<T, String> name) {
        record Named<T>(String name, T view) {}
        return all.stream()
                .map(view -> new Named<>(name.apply(view), view))
                .sorted(Comparator.comparing(Named::name))
                .map(named -> new InVhost<>(vhost, named.view()))
                .toList();
    }

    /** Users see what is their own; who watches over the node sees all. */
    static boolean isFor(Login login, String user) {
        return login.is(Access.MONITORING) || login.user().name().equals(user);
    }
}
