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
import io.github.osspresign.devserver.operation.support.OperationRules;
import io.github.osspresign.devserver.request.OssRequestReader;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way of every request: read as a call, signature, permission, fault, operation, and the common headers. A preflight
 * request of a browser leaves it after the first step.
 */
public final class OssRequestHandler implements RequestHandler {

    private static final Logger LOGGER = System.getLogger(OssRequestHandler.class.getName());

    private final OssRequestReader addressing;
    private final SignatureVerifier verifier;
    private final PublicAccess publicAccess;
    private final CrossOrigin crossOrigin;
    private final OperationTable operations;
    private final FaultQueue faults;
    private final RequestLog log;

    public OssRequestHandler(
            OssRequestReader addressing,
            SignatureVerifier verifier,
            ObjectStore store,
            OperationRules rules,
            FaultQueue faults,
            RequestLog log) {
        this.addressing = addressing;
        this.verifier = verifier;
        this.publicAccess = new PublicAccess(store);
        this.crossOrigin = new CrossOrigin(store);
        this.operations = new OperationTable(store, rules);
        this.faults = faults;
        this.log = log;
    }

    @Override
    public Response answer(Request request) throws ConnectionResetException {
        long started = System.nanoTime();
        String requestId = requestId(request.receivedAt());
        Response response = answer(request, requestId);
        log.add(recorded(request, response.status()));
        return response.withHeader("Date", HttpDate.format(request.receivedAt()))
                .withHeader("Server", "AliyunOSS")
                .withHeader("x-oss-request-id", requestId)
                .withHeader("x-oss-server-time", Long.toString((System.nanoTime() - started) / 1_000_000));
    }

    private Response answer(Request request, String requestId) throws ConnectionResetException {
        try {
            OssRequest call = addressing.read(request);
            return crossOrigin.mark(call, answer(call, requestId));
        } catch (OssException e) {
            return ErrorResponse.of(e.error(), request, requestId);
        }
    }

    private Response answer(OssRequest call, String requestId) throws ConnectionResetException {
        try {
            return CrossOrigin.isPreflight(call) ? crossOrigin.permission(call) : admit(call);
        } catch (OssException e) {
            return ErrorResponse.of(e.error(), call.request(), requestId);
        } catch (ConnectionResetException e) {
            log.add(recorded(call.request(), 0));
            throw e;
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.ERROR, "request " + requestId + " failed", e);
            return ErrorResponse.of(OssErrorCode.INTERNAL_ERROR.error(), call.request(), requestId);
        }
    }

    private Response admit(OssRequest sent) throws IOException {
        OssRequest call = operations.takesForm(sent) ? sent.withForm(Form.read(sent.request())) : sent;
        if (verifier.verify(call).isAnonymous() && !publicAccess.allows(call)) {
            throw OssErrorCode.ACCESS_DENIED.error().ec("0003-00000001").toException();
        }
        SourceRestriction.check(call);
        Request request = call.request();
        Fault.OnRequest fault = faults.onRequest(recorded(request, 0), call.key());
        return fault == null ? operate(call) : fault.strike(request, changed -> operate(call.withRequest(changed)));
    }

    private Response operate(OssRequest call) throws IOException {
        return operations.answer(call);
    }

    private static RecordedRequest recorded(Request request, int status) {
        return new RecordedRequest(
                request.method(), request.target(), request.headers().asMap(), status);
    }

    /** Like those of OSS: the first eight digits are the server's time. */
    private static String requestId(Instant now) {
        return String.format(
                Locale.ROOT,
                "%08X%016X",
                (int) now.getEpochSecond(),
                ThreadLocalRandom.current().nextLong());
    }
}
