package io.github.osspresign.error;

/** The service refuses the link: its signature, its key, its token, or the right of who signed it. */
public final class LinkRejectedException extends OssPresignException {

    /** A refusal as the context tells it. */
    public LinkRejectedException(FailureContext context) {
        super(expected("answer to the link", "the object", said(context)), context, false, null);
    }

    private static String said(FailureContext context) {
        String message = context.ossError().message();
        return message == null ? "a refusal" : Quoted.of(message);
    }
}
