// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.devserver.auth.LinkSigner;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.fault.FaultRuleFormat;
import io.github.osspresign.devserver.format.Json;
import io.github.osspresign.devserver.http.Body;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestHandler;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.request.Query;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.devserver.request.Redactor;
import io.github.osspresign.devserver.server.FaultInjector;
import io.github.osspresign.devserver.server.OssRequestHandler;
import io.github.osspresign.devserver.server.RequestLog;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Handles the admin port, for people and scripts that run tests: {@code /faults} injects, lists and clears faults,
 * {@code /requests} shows requests, and {@code /} is the status page. It needs no signature, so it listens only on the
 * loopback address and rejects all other web pages.
 */
public final class AdminHandler implements RequestHandler {

    private static final int MAX_BODY = 64 * 1024;

    private final FaultInjector faults;
    private final RequestLog log;
    private final StatusApi api;

    public AdminHandler(FaultInjector faults, OssRequestHandler service, ObjectStore store, LinkSigner signer) {
        this.faults = faults;
        this.log = service.log();
        this.api = new StatusApi(faults, service, store, signer);
    }

    @Override
    public Response handle(Request request) throws IOException {
        if (!LocalPageRule.allows(request)) {
            return text(403, "Host: must be localhost or a loopback address, and Origin this address or absent\n");
        }
        try {
            return respond(request);
        } catch (IllegalArgumentException e) {
            return text(400, e.getMessage() + "\n");
        } catch (OssException e) {
            return text(400, e.message() + "\n");
        }
    }

    private Response respond(Request request) throws IOException {
        String[] target = request.target().split("\\?", 2);
        String query = target.length < 2 ? "" : target[1];
        return switch (target[0]) {
            case "/faults" -> faults(request, query);
            case "/requests" -> request.method().equals("GET") ? text(200, requests()) : notAllowed(request, "GET");
            default -> page(request, target[0], query);
        };
    }

    private Response page(Request request, String path, String query) throws IOException {
        Response file = request.method().equals("GET") ? PageFiles.find(path) : null;
        if (file != null) {
            return file;
        }
        String form = request.method().equals("POST") ? form(request) : query;
        Object answer = api.answer(request.method() + " " + path, Query.parse(form), request.receivedAt());
        return answer == null
                ? text(404, "path: must be /, /faults or /requests, was " + Redactor.target(path) + "\n")
                : body(200, "application/json", Json.write(answer));
    }

    /** Returns the form in the body. */
    private static String form(Request request) throws IOException {
        byte[] form = request.body().content().readNBytes(MAX_BODY + 1);
        if (form.length > MAX_BODY) {
            throw new IllegalArgumentException("body: must be at most " + MAX_BODY + " bytes");
        }
        return new String(form, UTF_8).strip();
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
        FaultRule rule = FaultRuleFormat.parse(Query.parse(query + "&" + form(request)));
        faults.inject(rule);
        return text(200, lines(List.of(rule)));
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
        return body(status, "text/plain; charset=utf-8", text);
    }

    private static Response body(int status, String type, String text) {
        return Response.of(status)
                .withHeader("Content-Type", type)
                .withHeader("X-Content-Type-Options", "nosniff")
                .withHeader("Cache-Control", "no-store")
                .withBody(Body.of(text.getBytes(UTF_8)));
    }
}
