// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * Local replacement of the HTTP services for temporary credentials: a credentials URI, the metadata service of an
 * instance with its session token, and AssumeRole and AssumeRoleWithOIDC of STS.
 */
final class CredentialsService implements AutoCloseable {

    static final String SECRET = "geheim/s+cret=of0a0session";
    static final String ROLE = "oss-reader";
    static final String ROLE_ARN = "acs:ram::123456:role/" + ROLE;
    static final String PROVIDER_ARN = "acs:ram::123456:oidc-provider/cluster";
    static final String OIDC_TOKEN = "geheim.oidc.token";
    private static final String METADATA_TOKEN = "geheim-metadata-token";
    private static final String METADATA = "/latest/meta-data/ram/security-credentials/";

    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Response response = new Response(404, "");

    private record Response(int status, String body) {}

    CredentialsService() throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    private CredentialsService(HttpServer server) {
        this.server = server;
        server.createContext("/", this::handle);
        server.start();
    }

    static CredentialsService over(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new CredentialsService(server);
    }

    /** Returns the security token for an access key of this service. */
    static String tokenOf(String accessKeyId) {
        return "geheim+token/" + accessKeyId;
    }

    /** Sets the credentials that the service returns from now on. */
    void give(String accessKeyId, Instant end) {
        response = new Response(
                200, """
                {"Code": "Success", "AccessKeyId": "%s", "AccessKeySecret": "%s", "SecurityToken": "%s", "Expiration": "%s"}
                """.formatted(accessKeyId, SECRET, tokenOf(accessKeyId), end.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** Sets the response of the service from now on. */
    void respond(int status, String body) {
        response = new Response(status, body);
    }

    /** Returns method and path of each request so far. */
    List<String> requests() {
        return requests;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String uri() {
        return "http://127.0.0.1:" + port() + "/credentials";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            Response given = respond(exchange, path, form);
            byte[] body = given.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(given.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Response respond(HttpExchange exchange, String path, String form) {
        return switch (exchange.getRequestMethod() + " " + path) {
            case "GET /credentials", "GET " + METADATA + ROLE ->
                isAllowed(exchange, path) ? response : new Response(403, "");
            case "GET " + METADATA -> isAllowed(exchange, path) ? new Response(200, ROLE) : new Response(403, "");
            case "PUT /latest/api/token" ->
                exchange.getRequestHeaders().containsKey("X-aliyun-ecs-metadata-token-ttl-seconds")
                        ? new Response(200, METADATA_TOKEN)
                        : new Response(400, "");
            case "POST /" -> ofRole(assumesRoleWithOidc(exchange.getRequestURI().getRawQuery(), form));
            case "GET /" -> ofRole(assumesRole(exchange.getRequestURI().getRawQuery()));
            default -> new Response(404, "");
        };
    }

    private static boolean isAllowed(HttpExchange exchange, String path) {
        return !path.startsWith(METADATA)
                || METADATA_TOKEN.equals(exchange.getRequestHeaders().getFirst("X-aliyun-ecs-metadata-token"));
    }

    private Response ofRole(boolean assumed) {
        return assumed
                ? new Response(
                        response.status(),
                        "{\"RequestId\": \"r\", \"Credentials\": "
                                + response.body().replace("\"Code\": \"Success\", ", "") + "}")
                : new Response(400, "{\"Code\": \"InvalidParameter\"}");
    }

    private static boolean assumesRole(String query) {
        List<String> parameters = List.of(URLDecoder.decode(query, UTF_8).split("&", -1));
        return parameters.containsAll(List.of(
                        "Action=AssumeRole",
                        "Version=2015-04-01",
                        "AccessKeyId=LASTING",
                        "RoleArn=" + ROLE_ARN,
                        "RoleSessionName=links",
                        "DurationSeconds=3600"))
                && parameters.stream().anyMatch(parameter -> parameter.startsWith("Signature="));
    }

    private static boolean assumesRoleWithOidc(String query, String form) {
        List<String> fields = List.of(URLDecoder.decode(form, UTF_8).split("&", -1));
        return query.contains("Action=AssumeRoleWithOIDC")
                && query.contains("Version=2015-04-01")
                && fields.contains("RoleArn=" + ROLE_ARN)
                && fields.contains("OIDCProviderArn=" + PROVIDER_ARN)
                && fields.contains("OIDCToken=" + OIDC_TOKEN)
                && fields.stream().anyMatch(field -> field.startsWith("RoleSessionName="));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
