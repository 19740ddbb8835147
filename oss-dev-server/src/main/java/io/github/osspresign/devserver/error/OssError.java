package io.github.osspresign.devserver.error;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An error response of the OSS API: status, Code, Message, the EC (empty if unknown), and further elements and headers.
 */
public record OssError(
        int status, String code, String message, String ec, List<Detail> details, Map<String, String> headers) {

    /** An element of the error body beyond those of every error. */
    public record Detail(String name, String value) {}

    public OssError {
        details = List.copyOf(details);
        headers = Map.copyOf(headers);
    }

    public static OssError of(int status, String code, String message) {
        return new OssError(status, code, message, "", List.of(), Map.of());
    }

    /** Returns this error with the fine-grained error code, such as {@code 0002-00000040}. */
    public OssError ec(String fineGrainedCode) {
        return new OssError(status, code, message, fineGrainedCode, details, headers);
    }

    /** Returns this error with a further element. */
    public OssError with(String name, String value) {
        List<Detail> more = new ArrayList<>(details);
        more.add(new Detail(name, value));
        return new OssError(status, code, message, ec, more, headers);
    }

    /** Returns this error with the argument that is wrong. */
    public OssError argument(String name, String value) {
        return with("ArgumentName", name).with("ArgumentValue", value);
    }

    /** Returns this error with a further response header. */
    public OssError withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new OssError(status, code, message, ec, details, more);
    }

    public OssException toException() {
        return new OssException(this);
    }

    /** Leaves out the details, because they may hold a string to sign. */
    @Override
    public String toString() {
        return status + " " + code + ": " + message;
    }
}
