package io.github.osspresign.devserver.operation.worm;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;

/** The days of a retention policy in the body of a request. */
final class RetentionDays {

    private static final String NAME = "RetentionPeriodInDays";
    private static final int MOST = 25_550;

    private RetentionDays() {}

    /** Returns 1 to 25,550 days, or throws InvalidArgument. */
    static int read(XmlElement configuration) {
        String text = XmlBody.required(configuration.text(NAME));
        if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > MOST) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument(NAME, text);
        }
        return Integer.parseInt(text);
    }
}
