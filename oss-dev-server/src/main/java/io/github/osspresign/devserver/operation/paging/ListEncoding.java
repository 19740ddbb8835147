// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.paging;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.PercentEncoding;
import io.github.osspresign.devserver.request.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The encoding of keys in responses: none, or percent-encoded for {@code encoding-type=url}. */
public enum ListEncoding {
    NONE,
    URL;

    private static final String NAME = "encoding-type";

    public static ListEncoding of(Query query) {
        return of(query.first(NAME));
    }

    /** Returns the encoding for an operation that takes a header in place of the parameter. */
    public static ListEncoding ofParameterOrHeader(OssRequest request) {
        String parameter = request.query().first(NAME);
        return of(parameter == null ? request.header(NAME) : parameter);
    }

    private static ListEncoding of(@Nullable String encoding) {
        if (encoding == null || encoding.isEmpty()) {
            return NONE;
        }
        if (!encoding.equals("url")) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument(NAME, encoding);
        }
        return URL;
    }

    /** Writes the element that names the encoding, if there is one. */
    public void write(XmlDocument xml) {
        if (this == URL) {
            xml.element("EncodingType", "url");
        }
    }

    /** Writes the elements of common prefixes. */
    public void writeCommonPrefixes(XmlDocument xml, List<String> prefixes) {
        prefixes.forEach(prefix -> xml.element("CommonPrefixes", element -> element.element("Prefix", text(prefix))));
    }

    public String text(String value) {
        return this == URL ? PercentEncoding.encode(value) : value;
    }
}
