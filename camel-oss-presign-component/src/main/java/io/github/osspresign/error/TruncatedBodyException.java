package io.github.osspresign.error;

import org.jspecify.annotations.Nullable;

/** The body ended before its announced length. */
public final class TruncatedBodyException extends OssPresignException {

    private final long expectedBytes;

    /**
     * @param expectedBytes announced length in bytes, -1 where none was announced
     * @param context with the bytes that arrived
     * @param cause how the connection ended, {@code null} for an orderly end
     */
    public TruncatedBodyException(long expectedBytes, FailureContext context, @Nullable Throwable cause) {
        super(
                expected(
                        "length of the body",
                        expectedBytes < 0 ? "a complete body" : expectedBytes + " bytes",
                        context.bytesSoFar() + " bytes"),
                context,
                true,
                cause);
        this.expectedBytes = expectedBytes;
    }

    /** Announced length in bytes, -1 where none was announced. */
    public long expectedBytes() {
        return expectedBytes;
    }
}
