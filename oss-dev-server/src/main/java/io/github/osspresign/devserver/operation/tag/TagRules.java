// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.tag;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The limits of the tags of an object or a bucket, and their XML.
 *
 * @param resource what has the tags, as the first word of an error message
 */
record TagRules(String resource, int maxTags, Predicate<String> key, Predicate<String> value) {

    /** The request header with the tags of an object. Errors name it as their argument. */
    static final String HEADER = "x-oss-tagging";

    /** Reads a {@code Tagging} document, or throws the error of OSS. */
    Map<String, String> read(XmlElement tagging) {
        if (tagging.children("TagSet").size() != 1) {
            throw XmlBody.malformed();
        }
        Map<String, String> tags = new LinkedHashMap<>();
        for (XmlElement tag : tagging.children("TagSet").get(0).children("Tag")) {
            String tagValue = tag.text("Value");
            add(tags, XmlBody.required(tag.text("Key")), tagValue == null ? "" : tagValue);
        }
        return tags;
    }

    /** Writes the content of a {@code Tagging} document. */
    static void write(XmlDocument xml, Map<String, String> tags) {
        xml.element(
                "TagSet",
                set -> tags.forEach((key, value) -> set.element("Tag", tag -> {
                    tag.element("Key", key);
                    tag.element("Value", value);
                })));
    }

    /** Adds a tag, or throws the error of OSS. */
    void add(Map<String, String> tags, String tagKey, String tagValue) {
        if (!key.test(tagKey)) {
            throw invalid("The TagKey you have provided is invalid", tagKey);
        }
        if (!value.test(tagValue)) {
            throw invalid("The TagValue you have provided is invalid", tagValue);
        }
        if (tags.put(tagKey, tagValue) != null) {
            throw invalid("Cannot provide multiple Tags with the same key", tagKey);
        }
        if (tags.size() > maxTags) {
            throw OssErrorCode.BAD_REQUEST.error(resource + " tags cannot be greater than " + maxTags);
        }
    }

    static OssException invalid(String message, String value) {
        return OssErrorCode.INVALID_TAG.error(message).argument(HEADER, value);
    }
}
