package io.leveret.management.definition;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leveret.management.http.Json;

/** An object of a file that can't be had, and why. */
record Refusal(String kind, String vhost, String name, String reason) {
    ObjectNode json() {
        return Json.object()
                .put("kind", kind)
                .put("vhost", vhost)
                .put("name", name)
                .put("reason", reason);
    }

    /** On one line, though some reasons have several. */
    String text() {
        String where = vhost.isEmpty() ? "" : " in vhost '" + vhost + "'";
        return kind + " '" + name + "'" + where + ": " + reason.strip().replaceAll("\\R+", " ");
    }
}
