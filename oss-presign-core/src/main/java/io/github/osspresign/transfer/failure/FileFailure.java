package io.github.osspresign.transfer.failure;

import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * Failure to write a file for a reason that this component knows. {@link ExceptionFactory#file} makes the exception of
 * the transfer from it.
 */
public final class FileFailure extends IOException {

    private final String sentence;
    private final String value;
    private final boolean retryable;

    /**
     * Creates a failure.
     *
     * @param sentence what happened, with {@code {}} in place of the value
     * @param value untrusted value
     * @param retryable whether the same download may succeed later
     */
    public FileFailure(String sentence, Object value, boolean retryable) {
        super(sentence);
        this.sentence = sentence;
        this.value = value.toString();
        this.retryable = retryable;
    }

    /** Returns the sentence with the value. */
    String describe(UnaryOperator<String> clean) {
        return sentence.replace("{}", clean.apply(value));
    }

    boolean isRetryable() {
        return retryable;
    }
}
