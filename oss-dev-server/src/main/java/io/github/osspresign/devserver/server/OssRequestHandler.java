package io.github.osspresign.devserver.server;

import io.github.osspresign.devserver.auth.SignatureVerifier;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultQueue;
import io.github.osspresign.devserver.form.Form;
import io.github.osspresign.devserver.http.ConnectionResetException;
import io.github.osspresign.devserver.http.HttpDate;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestHandler;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.OperationTable;
import io.github.osspresign.devserver.operation.PublicAccess;
import io.github.osspresign.devserver.operation.SourceRestriction;
import io.github.osspresign.devserver.operation.bucket.CrossOrigin;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.OssRequestReader;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Handles every request to the service: finds the bucket and the key, verifies the signature, checks the permission,
 * applies an injected fault, runs the operation and adds the headers that all responses have. A CORS preflight request
 * needs no signature and runs no operation.
 */
public final class OssRequestHandler implements RequestHandler {

    private static final Logger LOGGER = System.getLogger(OssRequestHandler.class.getName());

    private final OssRequestReader reader;
    private final SignatureVerifier verifier;
    private final PublicAccess publicAccess;
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
        this.verifier = verifier;
        this.publicAccess = new PublicAccess(store);
        this.crossOrigin = new CrossOrigin(store);
        this.operations = new OperationTable(store, rules);
        this.faults = faults;
        this.log = log;
    }

    @Override
    public Response handle(Request http) throws ConnectionResetException {
        long started = System.nanoTime();
        String requestId = requestId(http.receivedAt());

        Response response = respond(http, requestId);
        log.add(recorded(http, response.status()));

        return response.withHeader("Date", HttpDate.format(http.receivedAt()))
                .withHeader("Server", "AliyunOSS")
                .withHeader("x-oss-request-id", requestId)
                .withHeader("x-oss-server-time", Long.toString((System.nanoTime() - started) / 1_000_000));
    }

    private Response respond(Request http, String requestId) throws ConnectionResetException {
        try {
            OssRequest request = reader.read(http);
            return crossOrigin.addHeaders(request, respondTo(request, requestId));
        } catch (OssException e) {
            return ErrorResponse.of(e.error(), http, requestId);
        }
    }

    private Response respondTo(OssRequest request, String requestId) throws ConnectionResetException {
        try {
            return CrossOrigin.isPreflight(request) ? crossOrigin.permission(request) : execute(request);
        } catch (OssException e) {
            return ErrorResponse.of(e.error(), request.http(), requestId);
        } catch (ConnectionResetException e) {
            log.add(recorded(request.http(), 0));
            throw e;
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.ERROR, "request " + requestId + " failed", e);
            return ErrorResponse.of(OssErrorCode.INTERNAL_ERROR.error(), request.http(), requestId);
        }
    }

    private Response execute(OssRequest sent) throws IOException {
        // OSS reports a missing bucket before an unknown access key or a wrong signature.
        operations.requireBucket(sent);
        OssRequest request = operations.takesForm(sent) ? sent.withForm(Form.read(sent.http())) : sent;
        if (verifier.verify(request).isAnonymous() && !publicAccess.allows(request)) {
            throw OssErrorCode.ACCESS_DENIED.error().ec("0003-00000001").toException();
        }
        SourceRestriction.check(request);

        Fault.OnRequest fault = faults.onRequest(recorded(request.http(), 0), request.key());
        return fault == null
                ? operations.handle(request)
                : fault.apply(request.http(), changed -> operations.handle(request.withHttp(changed)));
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
