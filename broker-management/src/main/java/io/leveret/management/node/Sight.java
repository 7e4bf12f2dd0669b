package io.leveret.management.node;

import io.leveret.core.CoreReader;
import io.leveret.core.access.User;
import io.leveret.management.broker.Problem;
import io.leveret.management.http.Access;
import io.leveret.management.http.Login;
import io.leveret.management.http.Request;
import java.util.List;

/** What a request may look at or change, by the virtual host that its path names. */
final class Sight {
    private Sight() {}

    /** All virtual hosts that the request may look at, by name. */
    static List<String> vhosts(Request request) {
        return request.login().node().vhosts().keySet().stream()
                .filter(request.login()::sees)
                .sorted()
                .toList();
    }

    /** The virtual host of the path, which must be there; for administrators, who see all. */
    static String vhost(Request request) {
        String vhost = request.path("vhost");
        if (!request.login().node().vhosts().containsKey(vhost)) {
            throw Problem.notFound();
        }
        return vhost;
    }

    /** The virtual host of the path, for changes by whoever may enter it; administrators may change those too that they may not enter. */
    static CoreReader changeableVhost(Request request) {
        Login login = request.login();
        String vhost = request.path("vhost");
        CoreReader reader = login.node().readers().get(vhost);
        if (reader == null) {
            throw new Problem(404, "not_found", "vhost_not_found");
        }
        if (login.user().rightsIn(vhost) == null && !login.is(Access.ADMINISTRATOR)) {
            throw Problem.notAuthorised("User not authorised to access virtual host");
        }
        return reader;
    }

    /** The user of the path, which must be there. */
    static User user(Request request) {
        User user = request.login().node().users().get(request.path("user"));
        if (user == null) {
            throw Problem.notFound();
        }
        return user;
    }
}
