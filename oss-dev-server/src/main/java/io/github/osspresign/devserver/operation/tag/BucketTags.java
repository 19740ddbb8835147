// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.tag;

import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.store.BucketInfo;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tags of a bucket, in the given order: at most 20, with different keys of 1 to 64 bytes and values of up to 128
 * bytes. They are stored as their XML.
 */
public record BucketTags(Map<String, String> valuesByKey) {

    public static final String ROOT = "Tagging";

    private static final String SETTING = "tagging";
    private static final List<String> RESERVED = List.of("http://", "https://", "aliyun", "acs:");
    private static final TagRules RULES = new TagRules("Bucket", 20, BucketTags::isKey, value -> hasLength(value, 128));

    public BucketTags {
        valuesByKey = Collections.unmodifiableMap(valuesByKey);
    }

    private static boolean isKey(String key) {
        return !key.isEmpty()
                && hasLength(key, 64)
                && RESERVED.stream().noneMatch(key.toLowerCase(Locale.ROOT)::startsWith);
    }

    private static boolean hasLength(String text, int maxBytes) {
        return text.getBytes(StandardCharsets.UTF_8).length <= maxBytes;
    }

    /** Reads a {@code Tagging} document, or throws the error of OSS. */
    public static BucketTags read(XmlElement tagging) {
        return new BucketTags(RULES.read(tagging));
    }

    public static BucketTags of(BucketInfo bucket) {
        String setting = bucket.settings().get(SETTING);
        XmlElement xml = setting == null ? null : XmlElement.parse(setting.getBytes(StandardCharsets.UTF_8));
        return xml == null ? new BucketTags(Map.of()) : read(xml);
    }

    /** Returns the tags without these keys. */
    public BucketTags without(Collection<String> keys) {
        Map<String, String> left = new LinkedHashMap<>(valuesByKey);
        left.keySet().removeAll(keys);
        return new BucketTags(left);
    }

    /** Returns the bucket with these tags instead of others. */
    public BucketInfo storedIn(BucketInfo bucket) {
        return bucket.with(SETTING, new String(XmlDocument.of(ROOT, this::write), StandardCharsets.UTF_8));
    }

    public void write(XmlDocument xml) {
        TagRules.write(xml, valuesByKey);
    }
}
