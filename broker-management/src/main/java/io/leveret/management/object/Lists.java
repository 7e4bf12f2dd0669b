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
import java.util.Map;
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
        for (Map.Entry<String, CoreReader> vhost : login.node().readers().entrySet()) {
            if (login.sees(vhost.getKey())) {
                parts.add(in(vhost.getKey(), vhost.getValue(), listing));
            }
        }
        return Future.all(parts).map(done -> {
            List<InVhost<T>> all = new ArrayList<>();
            parts.forEach(part -> all.addAll(part.result()));
            return sorted(all, name);
        });
    }

    /** What is in the virtual host that the path names. */
    <T> Future<List<InVhost<T>>> inVhost(Request request, Listing<T> listing, Function<T, String> name) {
        return in(request.path("vhost"), request.visibleVhost(), listing).map(all -> sorted(all, name));
    }

    private <T> Future<List<InVhost<T>>> in(String vhost, CoreReader reader, Listing<T> listing) {
        return loop.<T>list(slices -> listing.accept(reader, slices))
                .map(all -> all.stream().map(one -> new InVhost<>(vhost, one)).toList());
    }

    private static <T> List<InVhost<T>> sorted(List<InVhost<T>> all, Function<T, String> name) {
        List<InVhost<T>> sorted = new ArrayList<>(all);
        sorted.sort(
                Comparator.<InVhost<T>, String>comparing(InVhost::vhost).thenComparing(one -> name.apply(one.view())));
        return sorted;
    }

    /** Users see what is their own; who watches over the node sees all. */
    static boolean isFor(Login login, String user) {
        return login.is(Access.MONITORING) || login.user().name().equals(user);
    }
}
