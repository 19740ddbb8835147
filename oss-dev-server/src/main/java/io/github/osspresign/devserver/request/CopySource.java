// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.request;

import io.github.osspresign.devserver.error.OssErrorCode;
import org.jspecify.annotations.Nullable;

/** The source in {@code x-oss-copy-source}: {@code /bucket/key}, percent-encoded, with an optional version. */
public record CopySource(
        String bucket, String key, @Nullable String versionId) {

    public static final String HEADER = "x-oss-copy-source";

    private static final String VERSION = "?versionId=";

    /** Returns the source, or throws InvalidArgument. */
    public static CopySource parse(String header) {
        int at = header.indexOf(VERSION);
        String path = at < 0 ? header : header.substring(0, at);
        String decoded = PercentEncoding.decode(path, false);
        String name = decoded.startsWith("/") ? decoded.substring(1) : decoded;
        int slash = name.indexOf('/');
        if (slash < 1 || slash == name.length() - 1) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("Copy Source must mention the source bucket and key: /sourcebucket/sourcekey.")
                    .argument(HEADER, header);
        }
        return new CopySource(
                name.substring(0, slash),
                name.substring(slash + 1),
                at < 0 ? null : PercentEncoding.decode(header.substring(at + VERSION.length()), false));
    }
}
