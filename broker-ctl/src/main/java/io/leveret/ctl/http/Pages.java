package io.leveret.ctl.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/** Reads lists page by page, so that a long one is never held as a whole. */
public final class Pages {
    public static final int SIZE = 500;

    private Pages() {}

    /** Passes on every object of a list; some lists come as a whole, whatever page is asked for. */
    public static void forEach(Api api, ApiPath list, Consumer<JsonNode> object) {
        forEach(api, list, Long.MAX_VALUE, object);
    }

    /** Passes on the first objects of a list, no more than {@code limit}. */
    public static void forEach(Api api, ApiPath list, long limit, Consumer<JsonNode> object) {
        long left = limit;
        int page = 1;
        while (page > 0 && left > 0) {
            JsonNode answer = read(api, list, page);
            for (JsonNode item : answer.isArray() ? answer : answer.path("items")) {
                if (left > 0) {
                    object.accept(item);
                    left--;
                }
            }
            page = page < answer.path("page_count").asInt() ? page + 1 : 0;
        }
    }

    private static JsonNode read(Api api, ApiPath list, int page) {
        try {
            return api.get(list.with("page", page).with("page_size", SIZE));
        } catch (ApiException e) {
            if (page > 1 && e.status() == ApiException.BAD_REQUEST) {
                return Json.object(); // the list became shorter: that was its last page
            }
            throw e;
        }
    }
}
