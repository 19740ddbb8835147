package io.github.osspresign.devserver;

import io.github.osspresign.devserver.auth.SignatureVerifier;
import io.github.osspresign.devserver.call.Addressing;
import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.error.ErrorXml;
import io.github.osspresign.devserver.error.OssError;
import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.operation.OperationTable;
import io.github.osspresign.devserver.operation.PublicAccess;
import io.github.osspresign.devserver.operation.SourceRestriction;
import io.github.osspresign.devserver.wire.Body;
import io.github.osspresign.devserver.wire.ConnectionResetException;
import io.github.osspresign.devserver.wire.HttpDate;
import io.github.osspresign.devserver.wire.Request;
import io.github.osspresign.devserver.wire.RequestHandler;
import io.github.osspresign.devserver.wire.Response;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** The way of every request: read as a call, signature, permission, fault, operation, and the common headers. */
final class FrontDesk implements RequestHandler {

    private static final Logger LOGGER = System.getLogger(FrontDesk.class.getName());

    private final Addressing addressing;
    private final SignatureVerifier verifier;
    private final PublicAccess publicAccess;
    private final OperationTable operations;
    private final FaultPlan faults;
    private final RequestLog log;

    FrontDesk(
            Addressing addressing,
            SignatureVerifier verifier,
            PublicAccess publicAccess,
            OperationTable operations,
            FaultPlan faults,
            RequestLog log) {
        this.addressing = addressing;
        this.verifier = verifier;
        this.publicAccess = publicAccess;
        this.operations = operations;
        this.faults = faults;
        this.log = log;
    }

    @Override
    public Response answer(Request request) throws ConnectionResetException {
        long started = System.nanoTime();
        String requestId = requestId(request.receivedAt());
        Response response;
        try {
            response = call(request);
        } catch (OssException e) {
            response = error(request, e.error(), requestId);
        } catch (ConnectionResetException e) {
            log.add(recorded(request, 0));
            throw e;
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.ERROR, "request " + requestId + " failed", e);
            response = error(request, OssErrorCode.INTERNAL_ERROR.error(), requestId);
        }
        log.add(recorded(request, response.status()));
        return response.withHeader("Date", HttpDate.format(request.receivedAt()))
                .withHeader("Server", "AliyunOSS")
                .withHeader("x-oss-request-id", requestId)
                .withHeader("x-oss-server-time", Long.toString((System.nanoTime() - started) / 1_000_000));
    }

    private Response call(Request request) throws IOException {
        OssCall call = addressing.read(request);
        if (verifier.verify(call).isAnonymous() && !publicAccess.allows(call)) {
            throw OssErrorCode.ACCESS_DENIED.error().ec("0003-00000001").toException();
        }
        SourceRestriction.check(call);
        Fault fault = faults.next(recorded(request, 0));
        return fault == null ? operate(call) : fault.strike(request, changed -> operate(call.withRequest(changed)));
    }

    private Response operate(OssCall call) throws IOException {
        return operations.find(call).answer(call);
    }

    /** A HEAD answer has no body, so the error goes into a header. */
    private static Response error(Request request, OssError error, String requestId) {
        String host = request.header("Host");
        byte[] xml = ErrorXml.of(error, requestId, host == null ? "" : host);
        Response response = Response.of(error.status()).withHeader("Content-Type", "application/xml");
        for (var header : error.headers().entrySet()) {
            response = response.withHeader(header.getKey(), header.getValue());
        }
        if (!error.ec().isEmpty()) {
            response = response.withHeader("x-oss-ec", error.ec());
        }
        return request.method().equals("HEAD")
                ? response.withHeader("x-oss-err", Base64.getEncoder().encodeToString(xml))
                : response.withBody(Body.of(xml));
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
