// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import io.github.osspresign.devserver.auth.SignatureVerifier;
import io.github.osspresign.devserver.dispatch.OperationTable;
import io.github.osspresign.devserver.dispatch.PublicAccess;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultQueue;
import io.github.osspresign.devserver.form.Form;
import io.github.osspresign.devserver.form.PostPolicy;
import io.github.osspresign.devserver.http.ConnectionResetException;
import io.github.osspresign.devserver.http.HttpDate;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.callback.CallbackKey;
import io.github.osspresign.devserver.operation.configuration.CrossOrigin;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.OssRequestReader;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.devserver.request.Redactor;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Handles every request to the service: finds the bucket and the key, verifies the signature, checks the permission,
 * applies an injected fault, runs the operation and adds the headers that all responses have. A CORS preflight request
 * needs no signature and runs no operation.
 */
public final class OssRequestHandler {

    private static final Logger LOGGER = System.getLogger(OssRequestHandler.class.getName());

    private static final String OUT_OF_MEMORY =
            "The heap of the server is full. Start Java with a larger -Xmx, or the server with --root or --discard-content.";

    private final OssRequestReader reader;
    private final AccessControl access;
    private final CrossOrigin crossOrigin;
    private final OperationTable operations;
    private final FaultQueue faults;
    private final RequestLog log;

    public OssRequestHandler(
            OssRequestReader reader,
            SignatureVerifier verifier,
            ObjectStore store,
            ServiceRules rules,
            FaultQueue faults,
            RequestLog log) {
        this.reader = reader;
        this.crossOrigin = new CrossOrigin(store);
        this.operations = new OperationTable(store, rules);
        this.access = new AccessControl(verifier, new PublicAccess(store), operations);
        this.faults = faults;
        this.log = log;
    }

    /** Returns the response, and logs the request and why it was refused. */
    public Response handle(Request http) throws ConnectionResetException {
        Outcome outcome = outcome(http);
        String refusal = outcome.refusalLine(http);
        if (refusal != null) {
            LOGGER.log(Level.INFO, refusal);
        }
        return outcome.response();
    }

    /** Returns the outcome of a request, and leaves it to the caller to log why it was refused. */
    Outcome outcome(Request http) throws ConnectionResetException {
        long started = System.nanoTime();
        String requestId = requestId(http.receivedAt());

        Outcome outcome = respond(http, requestId);
        log.add(
                recorded(http, outcome.response().status()),
                http.receivedAt(),
                outcome.errorCode(),
                outcome.diagnosis());

        return outcome.withResponse(outcome.response()
                .withHeader("Date", HttpDate.format(http.receivedAt()))
                .withHeader("Server", "AliyunOSS")
                .withHeader("x-oss-request-id", requestId)
                .withHeader("x-oss-server-time", Long.toString((System.nanoTime() - started) / 1_000_000)));
    }

    /** Returns what the server would decide about a request. The operation does not run, and faults do not apply. */
    public Verdict judge(Request http) {
        try {
            OssRequest request = reader.read(http);
            AccessControl.Admission admitted = access.admit(request);
            operations.requireSupported(request, admitted.selected());
            return new Verdict(null, null, admitted.caller().validUntil());
        } catch (OssException e) {
            return new Verdict(e, diagnosis(e), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the log of the requests. */
    public RequestLog log() {
        return log;
    }

    private Outcome respond(Request http, String requestId) throws ConnectionResetException {
        if (CallbackKey.isRequested(http)) {
            return new Outcome(CallbackKey.response(), null, null);
        }
        try {
            OssRequest request = reader.read(http);
            Outcome outcome = respondTo(request, requestId);
            return outcome.withResponse(crossOrigin.addHeaders(request, outcome.response()));
        } catch (OssException e) {
            return refusal(e, http, requestId);
        }
    }

    private static Outcome refusal(OssException e, Request http, String requestId) {
        return new Outcome(ErrorResponse.of(e, http, requestId), e.code(), diagnosis(e));
    }

    /** Returns the diagnosis without secrets, which the texts of the request in it may have. */
    private static @Nullable String diagnosis(OssException e) {
        String diagnosis = e.diagnosis();
        return diagnosis == null ? null : Redactor.target(diagnosis);
    }

    private Outcome respondTo(OssRequest request, String requestId) throws ConnectionResetException {
        try {
            return CrossOrigin.isPreflight(request)
                    ? new Outcome(crossOrigin.permission(request), null, null)
                    : execute(request);
        } catch (OssException e) {
            return refusal(e, request.http(), requestId);
        } catch (ConnectionResetException e) {
            log.add(recorded(request.http(), 0), request.receivedAt(), null, null);
            throw e;
        } catch (OutOfMemoryError e) {
            return refusal(
                    OssErrorCode.INTERNAL_ERROR.error(OUT_OF_MEMORY).withDiagnosis(OUT_OF_MEMORY),
                    request.http(),
                    requestId);
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.ERROR, "request " + requestId + " failed", e);
            return refusal(OssErrorCode.INTERNAL_ERROR.error(), request.http(), requestId);
        }
    }

    private Outcome execute(OssRequest sent) throws IOException {
        AccessControl.Admission admitted = access.admit(sent);
        OssRequest request = admitted.request();
        Fault.OnRequest fault = faults.onRequest(recorded(request.http(), 0), request.key());
        Response response = fault == null
                ? operations.handle(request, admitted.selected())
                : fault.apply(
                        request.http(), changed -> operations.handle(request.withHttp(changed), admitted.selected()));
        return new Outcome(response, null, hint(request.form()));
    }

    /** Returns what the policy of an accepted form leaves open, without the values of its fields, or null. */
    private static @Nullable String hint(@Nullable Form form) {
        PostPolicy policy = form == null ? null : PostPolicy.of(form);
        List<String> free = form == null || policy == null ? List.of() : policy.freeFields(form);
        return free.isEmpty()
                ? null
                : Redactor.target(
                        "The policy has no condition for " + String.join(", ", free)
                                + ": with this form, anyone can send other values, and further fields such as x-oss-object-acl.");
    }

    private static RecordedRequest recorded(Request request, int status) {
        return new RecordedRequest(
                request.method(), request.target(), request.headers().asMap(), status);
    }

    /** Returns a request id like those of OSS, whose first eight digits are the time of the server. */
    private static String requestId(Instant now) {
        return String.format(
                Locale.ROOT,
                "%08X%016X",
                (int) now.getEpochSecond(),
                ThreadLocalRandom.current().nextLong());
    }
}
