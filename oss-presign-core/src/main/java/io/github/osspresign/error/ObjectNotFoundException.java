// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

/** Object, version or bucket that does not exist. */
public final class ObjectNotFoundException extends OssPresignException {

    /** @param context place of the failure, with the error of the service */
    public ObjectNotFoundException(FailureContext context) {
        super(missing(context.ossError()) + " does not exist", context);
    }

    private static String missing(OssError error) {
        return switch (String.valueOf(error.code())) {
            case "NoSuchBucket" -> "bucket";
            case "NoSuchVersion" -> "version of the object";
            case "NoSuchUpload" -> "multipart upload";
            default -> "object";
        };
    }
}
