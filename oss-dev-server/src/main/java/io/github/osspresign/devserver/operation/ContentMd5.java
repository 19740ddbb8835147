// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.request.OssRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The Content-MD5 header of a request. */
public final class ContentMd5 {

    public static final String NAME = "Content-MD5";

    private ContentMd5() {}

    /** Throws InvalidDigest if the request has a Content-MD5 other than that of its content. */
    public static void check(OssRequest request, String md5) {
        String promised = request.header(NAME);
        if (promised != null && !promised.strip().equals(md5)) {
            throw OssErrorCode.INVALID_DIGEST.error().with(NAME, promised);
        }
    }

    public static void check(OssRequest request, byte[] content) {
        check(request, Base64.getEncoder().encodeToString(of(content)));
    }

    public static byte[] of(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("MD5 is part of every Java platform", e);
        }
    }
}
