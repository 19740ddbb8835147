package io.github.osspresign.download;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.OssError;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for the object of a link, in one attempt, and lets only answers pass that bring what was asked for. */
final class ObjectRequests {

    /**
     * An answer that brings bytes of the object.
     *
     * @param range which of them, {@code null} for a whole object of unknown length
     * @param whole whether it is the whole object, asked for or not
     */
    record Part(
            Answer answer, ObjectHeaders object, @Nullable ByteRange range, boolean whole, FailureContext context)
            implements AutoCloseable {
        @Override
        public void close() {
            answer.close();
        }
    }

    private final Engine engine;
    private final DownloadOptions options;
    private final LivingLink link;
    private final Calls calls = new Calls();
    private final LivingLink.Usable atFirst;

    ObjectRequests(Engine engine, LivingLink link) throws OssPresignException {
        this.engine = engine;
        this.options = engine.options();
        this.link = link;
        this.atFirst = link.usable();
    }

    /** The link as it was when the attempt began. */
    LivingLink.Usable atFirst() {
        return atFirst;
    }

    /** Whether the answers are made from the object instead of being it. */
    boolean processed() {
        return Verification.isProcessed(atFirst.link().url());
    }

    /** Makes all requests fail, those that are under way and those to come. */
    void breakOff() {
        calls.breakOff();
    }

    /**
     * Asks for a range, once more with a fresh link where the service calls this one expired.
     *
     * @param range {@code null} for the whole object
     * @param pin the object that it has to be, {@code null} for any
     */
    Part ask(@Nullable ByteRange range, @Nullable Pin pin) throws OssPresignException {
        LivingLink.Usable used = link.usable();
        try {
            return ask(range, pin, used);
        } catch (LinkExpiredException e) {
            link.renew(used.link(), e);
            return ask(range, pin, link.usable());
        }
    }

    private Part ask(@Nullable ByteRange range, @Nullable Pin pin, LivingLink.Usable used) throws OssPresignException {
        Answer answer = send(range, pin, used);
        boolean accepted = false;
        try {
            Part part = accept(answer, range, pin, used);
            accepted = true;
            return part;
        } finally {
            if (!accepted) {
                answer.close();
            }
        }
    }

    /** Asks for a further range of the object, which must come as such. */
    Part askFurther(ByteRange range, Pin pin) throws OssPresignException {
        Part part = ask(range, pin);
        if (part.whole()) {
            part.close();
            throw new DownloadFailedException(
                    "answer to a range", "HTTP 206", "HTTP 200 with the whole object", true, part.context(), null);
        }
        return part;
    }

    private Answer send(@Nullable ByteRange range, @Nullable Pin pin, LivingLink.Usable used)
            throws OssPresignException {
        Map<String, String> headers = RequestHeaders.of(used.link(), used.address(), used.failures());
        if (range != null) {
            headers.put("Range", range.header());
        }
        if (pin != null) {
            headers.put("If-Match", pin.ifMatch());
        }
        try {
            return engine.transport().get(used.address(), headers, calls);
        } catch (IOException e) {
            throw used.failures().connection(e);
        }
    }

    private Part accept(Answer answer, @Nullable ByteRange asked, @Nullable Pin pin, LivingLink.Usable used)
            throws OssPresignException {
        Failures failures = used.failures();
        AnswerCheck.requireObject(
                answer, asked != null, used.link(), engine.time().instant(), failures);
        OssError none = new OssError(null, null, null, answer.header("x-oss-request-id"));
        FailureContext context = failures.context(answer.status(), none);
        ContentRange came =
                asked == null || answer.status() == 200 ? null : ContentRange.require(answer, asked, failures, context);
        ObjectHeaders object = ObjectHeaders.of(answer, came == null ? answer.contentLength() : came.total());
        requireWanted(object, used, context);
        if (came == null) {
            ByteRange all = object.length() < 0 ? null : new ByteRange(0, object.length() - 1);
            return new Part(answer, object, all, true, context);
        }
        if (pin != null) {
            pin.requireSame(object, failures, context);
        }
        return new Part(answer, object, came.bytes(), false, context);
    }

    private void requireWanted(ObjectHeaders object, LivingLink.Usable used, FailureContext context)
            throws OssPresignException {
        if (!processed()) {
            object.requireNamedBy(link.first(), used.failures(), context);
            object.requireNamedBy(used.link(), used.failures(), context);
        }
        if (object.length() > options.maxFileSize()) {
            throw new SizeLimitExceededException(options.maxFileSize(), object.length(), context);
        }
    }
}
