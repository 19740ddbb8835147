// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.form;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.IncompleteBodyException;
import io.github.osspresign.devserver.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The form of a PostObject request, read up to the content of its file. Field names are case-insensitive; if a field is
 * repeated, the first one counts.
 */
public final class Form {

    private static final Pattern MULTIPART = Pattern.compile("multipart/form-data\\s*(;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary=(?:\"([^\"]{1,200})\"|([^;\\s\"]{1,200}))", Pattern.CASE_INSENSITIVE);

    private static final int MAX_VALUE_BYTES = 2 * 1024 * 1024;
    // Bounds the heap that many fields of the allowed size would fill. No form needs more.
    private static final int MAX_FORM_BYTES = 2 * MAX_VALUE_BYTES;
    private static final int OVERHEAD_OF_A_FIELD_BYTES = 100;

    private static final String FILE = "file";

    private final MultipartReader parts;
    private final Headers fields;
    private final PartHeader file;

    private Form(MultipartReader parts, Headers fields, PartHeader file) {
        this.parts = parts;
        this.fields = fields;
        this.file = file;
    }

    /**
     * Reads the fields of a form, or throws the error of OSS if the body is not a form, is too large or has no file.
     */
    public static Form read(Request request) throws IOException {
        MultipartReader parts = new MultipartReader(request.body().content(), boundary(request));
        try {
            return read(parts);
        } catch (IncompleteBodyException e) {
            throw OssErrorCode.REQUEST_TIMEOUT.error();
        }
    }

    private static String boundary(Request request) {
        String type = request.header("Content-Type");
        if (type == null || !MULTIPART.matcher(type.strip()).matches()) {
            throw OssErrorCode.REQUEST_IS_NOT_MULTI_PART_CONTENT.error();
        }
        Matcher boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) {
            throw MultipartReader.malformed();
        }
        return boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    }

    private static Form read(MultipartReader parts) throws IOException {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        long left = MAX_FORM_BYTES;
        for (PartHeader part = nextPart(parts); part != null; part = nextPart(parts)) {
            if (part.name().equalsIgnoreCase(FILE)) {
                return new Form(parts, Headers.of(fields), part);
            }
            byte[] value = parts.content().readNBytes(MAX_VALUE_BYTES + 1);
            left -= OVERHEAD_OF_A_FIELD_BYTES + part.name().length() + value.length;
            if (value.length > MAX_VALUE_BYTES || left < 0) {
                throw tooLong();
            }
            fields.putIfAbsent(part.name(), new String(value, StandardCharsets.UTF_8));
        }
        throw incorrectNumberOfFiles();
    }

    private static @Nullable PartHeader nextPart(MultipartReader parts) throws IOException {
        List<String> lines = parts.nextPart();
        if (lines == null) {
            return null;
        }
        PartHeader header = PartHeader.read(lines);
        if (header == null) {
            throw MultipartReader.malformed();
        }
        if (header.name().getBytes(StandardCharsets.UTF_8).length > PartHeader.MAX_NAME_BYTES) {
            throw tooLong();
        }
        return header;
    }

    /** Returns the fields before the file, as headers. */
    public Headers fields() {
        return fields;
    }

    /** Returns the value of a field, or null. */
    public @Nullable String field(String name) {
        return fields.first(name);
    }

    /** Returns the key of the object, with the name of the file inserted, or null if the form has no key. */
    public @Nullable String key() {
        String key = field("key");
        return key == null ? null : key.replace("${filename}", fileName());
    }

    /** Removes the directory, which old browsers send too. */
    private String fileName() {
        String path = file.fileName();
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** Returns the Content-Type of the file, or null. */
    public @Nullable String fileType() {
        return file.contentType();
    }

    /** Returns the content of the file, which can be read once. */
    public InputStream file() {
        return parts.content();
    }

    /** Reads what follows the file. It has no effect, but without a correct end the file may be incomplete. */
    public void finish() throws IOException {
        for (PartHeader part = nextPart(parts); part != null; part = nextPart(parts)) {
            if (part.name().equalsIgnoreCase(FILE)) {
                throw incorrectNumberOfFiles();
            }
        }
    }

    private static OssException tooLong() {
        return OssErrorCode.FIELD_ITEM_TOO_LONG.error();
    }

    private static OssException incorrectNumberOfFiles() {
        return OssErrorCode.INCORRECT_NUMBER_OF_FILES_IN_POST_REQUEST.error();
    }

    /** Shows names only, because a value may be a signature or a security token. */
    @Override
    public String toString() {
        return "Form" + fields;
    }
}
