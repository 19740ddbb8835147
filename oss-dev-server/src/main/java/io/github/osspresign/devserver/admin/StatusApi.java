// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.admin;

import io.github.osspresign.devserver.auth.LinkSigner;
import io.github.osspresign.devserver.fault.FaultRuleFormat;
import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.ObjectKeys;
import io.github.osspresign.devserver.request.Query;
import io.github.osspresign.devserver.request.Redactor;
import io.github.osspresign.devserver.server.FaultInjector;
import io.github.osspresign.devserver.server.LoggedRequest;
import io.github.osspresign.devserver.server.OssRequestHandler;
import io.github.osspresign.devserver.server.Verdict;
import io.github.osspresign.devserver.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the status page asks for, as values for JSON. No value holds a secret, a signature or a token but a made link. */
final class StatusApi {

    private static final int MAX_REQUESTS = 200;
    private static final Set<String> METHODS = Set.of("GET", "PUT", "HEAD", "POST", "DELETE");

    private final FaultInjector faults;
    private final OssRequestHandler service;
    private final ObjectStore store;
    private final LinkSigner signer;

    StatusApi(FaultInjector faults, OssRequestHandler service, ObjectStore store, LinkSigner signer) {
        this.faults = faults;
        this.service = service;
        this.store = store;
        this.signer = signer;
    }

    /**
     * Returns the response to a request for this path, or null if there is none.
     *
     * @param query parameters of the URL, or of the form of a POST request
     * @throws IllegalArgumentException with the parameter, its value and what is allowed
     */
    @Nullable Object answer(String path, Query query, Instant now) {
        return switch (path) {
            case "GET /api/server" ->
                Map.of(
                        "endpoint", signer.endpoint().toString(),
                        "region", signer.region(),
                        "accessKeyId", signer.accessKeyId());
            case "GET /api/buckets" ->
                store.buckets().stream()
                        .map(bucket -> Map.of("name", bucket.name(), "createdAt", IsoTime.format(bucket.createdAt())))
                        .toList();
            case "GET /api/objects" -> objects(query);
            case "GET /api/requests" -> requests(query);
            case "GET /api/faults" ->
                Map.of(
                        "kinds", FaultRuleFormat.kinds(),
                        "remaining",
                                faults.remaining().stream()
                                        .map(FaultRuleFormat::format)
                                        .toList());
            case "POST /api/link" -> link(query, now);
            case "POST /api/explain" -> explanation(query, now);
            default -> null;
        };
    }

    private Object objects(Query query) {
        String bucket = requiredBucket(query);
        return new ObjectPage(store, bucket, query.text("prefix")).after(query.text("after"));
    }

    private String requiredBucket(Query query) {
        String bucket = query.text("bucket");
        if (!BucketRules.isValidName(bucket) || !store.hasBucket(bucket)) {
            throw new IllegalArgumentException("bucket: must exist, was " + Redactor.printable(bucket));
        }
        return bucket;
    }

    private List<Object> requests(Query query) {
        long after = number(query, "after", 0, Long.MAX_VALUE);
        List<LoggedRequest> entries = service.log().entriesAfter(after);
        List<Object> shown = new ArrayList<>();
        for (LoggedRequest entry : entries.subList(Math.max(0, entries.size() - MAX_REQUESTS), entries.size())) {
            List<List<String>> headers = new ArrayList<>();
            entry.request()
                    .headers()
                    .forEach((name, values) -> values.forEach(
                            value -> headers.add(List.of(Redactor.printable(name), Redactor.header(name, value)))));
            Map<String, @Nullable Object> request = new LinkedHashMap<>();
            request.put("number", entry.number());
            request.put("time", IsoTime.format(entry.receivedAt()));
            request.put("method", Redactor.printable(entry.request().method()));
            request.put("target", Redactor.target(entry.request().target()));
            request.put("status", entry.request().status());
            request.put("code", entry.errorCode());
            request.put("diagnosis", entry.diagnosis());
            request.put("headers", headers);
            shown.add(request);
        }
        return shown;
    }

    private Object link(Query query, Instant now) {
        String bucket = requiredBucket(query);
        String key = query.text("key");
        if (!ObjectKeys.isValid(key)) {
            throw new IllegalArgumentException(
                    "key: must be 1 to 1023 bytes of UTF-8 that start with neither / nor \\");
        }
        String method = query.text("method");
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method: must be one of "
                    + String.join(", ", METHODS.stream().sorted().toList()) + ", was " + Redactor.printable(method));
        }
        Duration lifetime = Duration.ofSeconds(number(query, "seconds", 1, 604_800));
        String url = signer.sign(method, bucket, key, lifetime, now);
        String options = switch (method) {
            case "GET" -> "";
            case "PUT" -> "-T FILE ";
            case "HEAD" -> "-I ";
            default -> "-X " + method + " ";
        };
        return Map.of(
                "url",
                url,
                "method",
                method,
                "curl",
                "curl " + options + "'" + url + "'",
                "validUntil",
                IsoTime.format(now.plus(lifetime)));
    }

    private Object explanation(Query query, Instant now) {
        Request request = PastedRequest.read(query.text("text").strip(), query.text("method"), now);
        Verdict verdict = service.judge(request);
        Map<String, @Nullable Object> explanation = new LinkedHashMap<>();
        explanation.put("accepted", verdict.error() == null);
        explanation.put(
                "status", verdict.error() == null ? 200 : verdict.error().status());
        explanation.put("code", verdict.error() == null ? null : verdict.error().code());
        explanation.put(
                "message",
                verdict.error() == null ? null : Redactor.target(verdict.error().message()));
        explanation.put("diagnosis", verdict.diagnosis());
        explanation.put("validUntil", verdict.validUntil() == null ? null : IsoTime.format(verdict.validUntil()));
        explanation.put("request", Redactor.printable(request.method()) + " " + Redactor.target(request.target()));
        return explanation;
    }

    private static long number(Query query, String name, long least, long most) {
        String text = query.text(name);
        if (text.matches("[0-9]{1,18}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
            return Long.parseLong(text);
        }
        throw new IllegalArgumentException(
                name + ": must be " + least + " to " + most + ", was " + Redactor.printable(text));
    }
}
