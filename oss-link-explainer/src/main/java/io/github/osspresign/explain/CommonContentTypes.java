// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import java.util.List;
import java.util.stream.Stream;

/** Values of the header {@code Content-Type} that programs send on their own, or that people sign. */
final class CommonContentTypes {

    private static final List<String> TYPES = List.of(
            "application/gzip",
            "application/java-archive",
            "application/javascript",
            "application/json",
            "application/msword",
            "application/octet-stream",
            "application/pdf",
            "application/vnd.android.package-archive",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/x-gzip",
            "application/x-tar",
            "application/x-www-form-urlencoded",
            "application/x-zip-compressed",
            "application/xml",
            "application/zip",
            "audio/aac",
            "audio/m4a",
            "audio/mp3",
            "audio/mp4",
            "audio/mpeg",
            "audio/wav",
            "audio/x-wav",
            "binary/octet-stream",
            "image/avif",
            "image/bmp",
            "image/gif",
            "image/heic",
            "image/jpeg",
            "image/jpg",
            "image/png",
            "image/svg+xml",
            "image/tiff",
            "image/webp",
            "image/x-icon",
            "multipart/form-data",
            "text/css",
            "text/csv",
            "text/html",
            "text/javascript",
            "text/markdown",
            "text/plain",
            "text/xml",
            "video/mp4",
            "video/mpeg",
            "video/quicktime",
            "video/webm",
            "video/x-msvideo");

    /** Spellings of the charset: of SDKs, of browsers and of servers. */
    private static final List<String> CHARSETS =
            List.of("", "; charset=utf-8", ";charset=utf-8", "; charset=UTF-8", ";charset=UTF-8");

    static final List<String> ALL =
            TYPES.stream().flatMap(CommonContentTypes::spellings).toList();

    private CommonContentTypes() {}

    private static Stream<String> spellings(String type) {
        boolean text = type.startsWith("text/") || type.matches("application/(?:json|xml|javascript|x-www.*)");
        return text ? CHARSETS.stream().map(type::concat) : Stream.of(type);
    }
}
