// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.tag;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.ObjectInfo;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tags of an object, in the given order: at most 10, with different keys of 1 to 128 characters and values of up to
 * 256. Allowed characters are letters, digits, spaces and {@code + - = . _ : /}. They are stored as their header.
 */
public record ObjectTags(Map<String, String> valuesByKey) {

    /** The request header with tags, query-encoded like {@code key=value&key2=value2}. Responses do not have it. */
    public static final String NAME = TagRules.HEADER;

    /** Regular expression for a character that tags may have. */
    public static final String CHARACTER = "[\\p{L}\\p{M}\\p{N} +=._:/-]";

    private static final Pattern KEY = Pattern.compile(CHARACTER + "{1,128}");
    private static final Pattern VALUE = Pattern.compile(CHARACTER + "{0,256}");
    private static final TagRules RULES = new TagRules("Object", 10, KEY.asMatchPredicate(), VALUE.asMatchPredicate());

    public ObjectTags {
        valuesByKey = Collections.unmodifiableMap(valuesByKey);
    }

    /** Returns the tags in the header of a request, or throws the error of OSS. */
    public static ObjectTags of(OssRequest request) {
        return parse(request.header(NAME));
    }

    public static ObjectTags of(ObjectInfo info) {
        return parse(info.headers().get(NAME));
    }

    /** Reads a {@code Tagging} document, or throws the error of OSS. */
    public static ObjectTags of(XmlElement tagging) {
        return new ObjectTags(RULES.read(tagging));
    }

    public static ObjectTags parse(@Nullable String header) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (header != null && !header.isEmpty()) {
            for (String tag : header.split("&", -1)) {
                String[] keyAndValue = tag.split("=", -1);
                if (keyAndValue.length > 2) {
                    throw TagRules.invalid("A tag must be written as key or key=value.", tag);
                }
                String key = decoded(keyAndValue[0]);
                if (tags.containsKey(key)) {
                    throw OssErrorCode.INVALID_ARGUMENT
                            .error("The header '" + NAME + "' shall be encoded as UTF-8 then URLEncoded URL query"
                                    + " parameters without tag name duplicates.")
                            .argument(NAME, key);
                }
                RULES.add(tags, key, keyAndValue.length == 1 ? "" : decoded(keyAndValue[1]));
            }
        }
        return new ObjectTags(tags);
    }

    /** Returns the stored headers with these tags instead of others. */
    public Map<String, String> storedIn(Map<String, String> headers) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.remove(NAME);
        if (!valuesByKey.isEmpty()) {
            changed.put(NAME, header());
        }
        return changed;
    }

    public void write(XmlDocument xml) {
        TagRules.write(xml, valuesByKey);
    }

    private String header() {
        return valuesByKey.entrySet().stream()
                .map(tag -> encoded(tag.getKey()) + "=" + encoded(tag.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Returns the decoded text. Bytes that are not UTF-8 become a character that tags cannot have. */
    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw TagRules.invalid("A tag contains a percent sign without two hexadecimal digits.", text);
        }
    }
}
