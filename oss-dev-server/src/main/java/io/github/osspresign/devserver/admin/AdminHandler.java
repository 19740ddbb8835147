package io.github.osspresign.devserver.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.fault.FaultRuleFormat;
import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestHandler;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.Query;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.devserver.request.Redactor;
import io.github.osspresign.devserver.server.FaultInjector;
import io.github.osspresign.devserver.server.RequestLog;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Handles the admin port, for people and scripts that run tests: {@code /faults} injects, lists and clears faults,
 * {@code /requests} shows requests. It needs no signature, so it listens only on the loopback address and rejects web
 * pages.
 */
public final class AdminHandler implements RequestHandler {

    private static final int MAX_BODY = 64 * 1024;
    private static final Pattern LOOPBACK_HOST =
            Pattern.compile("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?", Pattern.CASE_INSENSITIVE);

    private final FaultInjector faults;
    private final RequestLog log;

    public AdminHandler(FaultInjector faults, RequestLog log) {
        this.faults = faults;
        this.log = log;
    }

    @Override
    public Response handle(Request request) throws IOException {
        String host = request.header("Host");
        // A web page in a browser of this machine also reaches the loopback address, with its own host name or with
        // an Origin.
        if (request.headers().contains("Origin")
                || host == null
                || !LOOPBACK_HOST.matcher(host).matches()) {
            return text(403, "Host: must be localhost or a loopback address, without an Origin header\n");
        }
        String[] target = request.target().split("\\?", 2);
        return switch (target[0]) {
            case "/faults" -> faults(request, target.length < 2 ? "" : target[1]);
            case "/requests" -> request.method().equals("GET") ? text(200, requests()) : notAllowed(request, "GET");
            default -> text(404, "path: must be /faults or /requests, was " + Redactor.target(target[0]) + "\n");
        };
    }

    private Response faults(Request request, String query) throws IOException {
        return switch (request.method()) {
            case "GET" -> text(200, lines(faults.remaining()));
            case "POST", "PUT" -> inject(request, query);
            case "DELETE" -> {
                faults.clear();
                yield Response.of(204);
            }
            default -> notAllowed(request, "GET, POST, PUT, DELETE");
        };
    }

    private Response inject(Request request, String query) throws IOException {
        byte[] form = request.body().content().readNBytes(MAX_BODY + 1);
        if (form.length > MAX_BODY) {
            return text(400, "body: must be at most " + MAX_BODY + " bytes\n");
        }
        try {
            FaultRule rule = FaultRuleFormat.parse(Query.parse(query + "&" + new String(form, UTF_8).strip()));
            faults.inject(rule);
            return text(200, lines(List.of(rule)));
        } catch (IllegalArgumentException e) {
            return text(400, e.getMessage() + "\n");
        } catch (OssException e) {
            return text(400, e.error().message() + "\n");
        }
    }

    private static String lines(List<FaultRule> rules) {
        return rules.stream().map(rule -> FaultRuleFormat.format(rule) + "\n").collect(Collectors.joining());
    }

    /** Writes each request as a line with its status at the end, followed by its headers. */
    private String requests() {
        StringBuilder text = new StringBuilder();
        for (RecordedRequest request : log.all()) {
            text.append(Redactor.printable(request.method()))
                    .append(' ')
                    .append(Redactor.target(request.target()))
                    .append(' ')
                    .append(request.status())
                    .append('\n');
            request.headers()
                    .forEach((name, values) -> values.forEach(value -> text.append("  ")
                            .append(Redactor.printable(name))
                            .append(": ")
                            .append(Redactor.header(name, value))
                            .append('\n')));
        }
        return text.toString();
    }

    private static Response notAllowed(Request request, String allowed) {
        return text(405, "method: must be " + allowed + ", was " + Redactor.printable(request.method()) + "\n")
                .withHeader("Allow", allowed);
    }

    private static Response text(int status, String text) {
        return Response.of(status)
                .withHeader("Content-Type", "text/plain; charset=utf-8")
                .withHeader("X-Content-Type-Options", "nosniff")
                .withBody(Body.of(text.getBytes(UTF_8)));
    }
}
