package io.leveret.management.http;

import io.vertx.core.http.HttpMethod;

/**
 * One endpoint of the API: {@code path} begins with {@code /api}, or {@code /metrics}, and names its variables as {@code {name}}; {@code access} is who may use it at all. The OpenAPI document has an entry for each.
 */
public record Route(HttpMethod method, String path, Access access, Endpoint endpoint) {
    public static Route get(String path, Access access, Endpoint endpoint) {
        return new Route(HttpMethod.GET, path, access, endpoint);
    }

    public static Route put(String path, Access access, Endpoint endpoint) {
        return new Route(HttpMethod.PUT, path, access, endpoint);
    }

    public static Route post(String path, Access access, Endpoint endpoint) {
        return new Route(HttpMethod.POST, path, access, endpoint);
    }

    public static Route delete(String path, Access access, Endpoint endpoint) {
        return new Route(HttpMethod.DELETE, path, access, endpoint);
    }
}
