// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.error;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends a request with an error response of the OSS API: status, Code, Message, the EC (empty if unknown), and further
 * elements and headers. It has no stack trace, because it is a response like any other.
 */
public final class OssException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An element of the error body beyond those of every error. */
    public record Detail(String name, String value) {}

    private final int status;
    private final String code;
    private final String message;
    private final transient List<Detail> details = new ArrayList<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private String ec = "";
    private @Nullable String diagnosis;

    public OssException(int status, String code, String message) {
        super(status + " " + code + ": " + message, null, false, false);
        this.status = status;
        this.code = code;
        this.message = message;
    }

    /** Sets the fine-grained error code, such as {@code 0002-00000040}. */
    public OssException ec(String fineGrainedCode) {
        ec = fineGrainedCode;
        return this;
    }

    /** Adds an element. */
    public OssException with(String name, String value) {
        details.add(new Detail(name, value));
        return this;
    }

    /** Adds the argument that is wrong. */
    public OssException argument(String name, String value) {
        return with("ArgumentName", name).with("ArgumentValue", value);
    }

    /** Adds a response header. */
    public OssException withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Sets a sentence for the log that says what is wrong with the request. It is not in the response. */
    public OssException withDiagnosis(String sentence) {
        diagnosis = sentence;
        return this;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String message() {
        return message;
    }

    public String ec() {
        return ec;
    }

    public List<Detail> details() {
        return Collections.unmodifiableList(details);
    }

    public Map<String, String> headers() {
        return Collections.unmodifiableMap(headers);
    }

    public @Nullable String diagnosis() {
        return diagnosis;
    }
}
