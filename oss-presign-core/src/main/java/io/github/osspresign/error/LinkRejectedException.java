// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import io.github.osspresign.error.text.Quoted;

/** Link that the service rejected because of its signature, access key, token or the permissions of its signer. */
public final class LinkRejectedException extends OssPresignException {

    /** @param context place of the failure, with the error of the service */
    public LinkRejectedException(FailureContext context) {
        super("service rejected the link" + reason(context), context);
    }

    private static String reason(FailureContext context) {
        String explanation = ErrorExplanation.ofLink(context.ossError(), context.maskedUrl());
        String message = context.ossError().message();
        return (explanation == null ? "" : ": " + explanation) + (message == null ? "" : ": " + Quoted.of(message));
    }
}
