package io.github.osspresign.transfer;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.file.Checksum;
import io.github.osspresign.transfer.file.CompletedRanges;
import io.github.osspresign.transfer.file.PartFile;
import io.github.osspresign.transfer.file.StreamingChecksum;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds the bytes of a part file against what the answer and the link say of the object. */
final class Verification {

    /*
     * A file is what came over the wire, never unpacked. An object that is stored with Content-Encoding: gzip is so kept
     * as it is, and its checksum is of those bytes. Where the service (or something in between) packed on the way, which
     * we ask it not to do, the checksum is of the unpacked object and does not match: the download fails. Such an answer
     * has no length, so where there is no checksum either, it cannot be told from the object and is refused at once.
     */

    private static final Pattern PROCESS = Pattern.compile("[?&]x-oss-process(?:[=&]|$)");

    private final ExceptionFactory failures;
    private final FailureContext context;
    private final long length;
    private final @Nullable Checksum checksum;

    private Verification(ExceptionFactory failures, FailureContext context, long length, @Nullable Checksum checksum) {
        this.failures = failures;
        this.context = context;
        this.length = length;
        this.checksum = checksum;
    }

    /**
     * Decides what the bytes will be held against.
     *
     * @param part the first bytes
     * @throws ChecksumMismatchException where a checksum is required and there is none, or what is told is none
     * @throws DownloadFailedException where the bytes can only be a packed form of the object, or nothing would show that
     *     they are all of it
     */
    static Verification of(
            ObjectRequests.Part part,
            PresignedLink link,
            VerificationMode verify,
            ExceptionFactory failures,
            FailureContext context)
            throws OssPresignException {
        ObjectHeaders object = part.object();
        boolean processed = isProcessed(link.url());
        Checksum checksum =
                verify == VerificationMode.none || processed ? null : Checksum.of(object, link, failures, context);
        if (verify == VerificationMode.required && checksum == null) {
            String actual = processed ? "the output of x-oss-process, which has none" : "neither";
            throw ChecksumMismatchException.missing("x-oss-hash-crc64ecma or Content-MD5", actual, context);
        }
        Long size = processed ? null : link.size();
        long length = object.length() < 0 && size != null ? size : object.length();
        if (verify != VerificationMode.none && checksum == null && length < 0 && isPacked(object)) {
            throw failures.failed(
                    "content encoding",
                    "identity, as asked for",
                    "'" + failures.clean(String.valueOf(object.contentEncoding())) + "'",
                    context);
        }
        if (verify != VerificationMode.none
                && checksum == null
                && length < 0
                && part.response().endsWithConnection()) {
            // The service would answer the same again.
            throw failures.failed(
                    "end of the body",
                    "marked by a length, chunks or a checksum (or verify=none)",
                    "not marked",
                    context);
        }
        return new Verification(failures, context, length, checksum);
    }

    /** Whether the answer is made from the object instead of being it. */
    static boolean isProcessed(String url) {
        // Asked several times of each link, most of which do not even have the word.
        return url.contains("x-oss-process") && PROCESS.matcher(url).find();
    }

    /**
     * What the bytes were held against.
     *
     * @throws IOException where they cannot be read again
     * @throws TruncatedBodyException where there are fewer than announced
     * @throws ObjectChangedException where there are more than the link says
     * @throws ChecksumMismatchException where they are others
     */
    VerifiedBy verify(PartFile part, CompletedRanges completed) throws IOException {
        long bytes = completed.bytes();
        requireLength(bytes);
        return checksum == null ? byLength() : byChecksum(checksum, checksum.actual(part, completed), bytes);
    }

    /** The checksum for {@link #verify(long, StreamingChecksum)}, {@code null} where none is told. */
    @Nullable StreamingChecksum streaming() {
        return checksum == null ? null : checksum.streaming();
    }

    /**
     * The same for bytes that have passed by.
     *
     * @param passed the one of {@link #streaming()}, with all of them
     */
    VerifiedBy verify(long bytes, @Nullable StreamingChecksum passed) throws OssPresignException {
        requireLength(bytes);
        return checksum == null || passed == null ? byLength() : byChecksum(checksum, passed.value(), bytes);
    }

    /** What they will have been held against if they are right. */
    VerifiedBy verifiedBy() {
        return checksum == null ? byLength() : checksum.kind();
    }

    private void requireLength(long bytes) throws OssPresignException {
        FailureContext atEnd = context.withBytesSoFar(bytes);
        if (length >= 0 && bytes < length) {
            throw new TruncatedBodyException(length, atEnd, null);
        }
        if (length >= 0 && bytes > length) {
            throw new ObjectChangedException("size", Long.toString(length), Long.toString(bytes), atEnd);
        }
    }

    private VerifiedBy byLength() {
        return length >= 0 ? VerifiedBy.length : VerifiedBy.none;
    }

    private VerifiedBy byChecksum(Checksum told, String actual, long bytes) throws ChecksumMismatchException {
        if (!told.expected().equals(actual)) {
            throw new ChecksumMismatchException(
                    told.kind().name(), failures.clean(told.expected()), actual, context.withBytesSoFar(bytes));
        }
        return told.kind();
    }

    private static boolean isPacked(ObjectHeaders object) {
        String encoding = object.contentEncoding();
        return encoding != null && !encoding.isBlank() && !encoding.strip().equalsIgnoreCase("identity");
    }
}
