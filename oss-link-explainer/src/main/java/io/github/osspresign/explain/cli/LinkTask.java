// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain.cli;

import java.util.List;
import java.util.Locale;

/** What links are for. */
enum LinkTask {
    /** Links for GET and HEAD, and {@code verifyObject}. */
    DOWNLOAD,
    /** Links for GET and HEAD to one version of an object. */
    DOWNLOAD_VERSION,
    /** Links for PUT. */
    UPLOAD,
    /** Plans of uploads in parts. */
    MULTIPART,
    /** Upload forms of browsers. */
    FORM,
    /** Links for DELETE. */
    DELETE,
    /** Consumers, and links for each object of a prefix. */
    LIST;

    /** Returns the permissions that the signer of the links needs (RAM, "Actions of OSS"). */
    List<String> actions() {
        return switch (this) {
            case DOWNLOAD -> List.of("oss:GetObject");
            case DOWNLOAD_VERSION -> List.of("oss:GetObjectVersion");
            case UPLOAD, FORM -> List.of("oss:PutObject");
            case MULTIPART -> List.of("oss:PutObject", "oss:ListParts", "oss:AbortMultipartUpload", "oss:GetObject");
            case DELETE -> List.of("oss:DeleteObject");
            case LIST -> List.of("oss:ListObjects");
        };
    }

    /** Returns the name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns whether the permissions are those of the bucket, and not of its objects. */
    boolean isOfBucket() {
        return this == LIST;
    }
}
