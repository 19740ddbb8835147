// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.listing;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.Owner;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.paging.ListParameters;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.setting.BucketXml;
import io.github.osspresign.devserver.operation.tag.BucketTags;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.request.Query;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ListBuckets: lists the buckets by name, page by page; all, or those with a tag or of a resource group. A list that is not
 * part of a longer one has no elements of a page, as that of OSS.
 */
record ListBuckets(ObjectStore store, ServiceRules rules) implements Operation {

    static final String TAG_KEY = "tag-key";
    static final String TAG_VALUE = "tag-value";
    static final String TAGGING = "tagging";

    /** A tag in the parameter {@code tagging}, with or without quotes: {@code "key":"value"}. */
    private static final Pattern TAG = Pattern.compile("\"([^\"]*)\":\"([^\"]*)\"|([^\":,]*):([^\":,]*)");

    /** The beginning of the name of a bucket. */
    private static final Pattern PREFIX = Pattern.compile("([a-z0-9][a-z0-9_-]{0,62})?");

    @Override
    public Response handle(OssRequest request, BucketInfo service) {
        ListParameters parameters = ListParameters.ofMarker(request.query(), "marker");
        if (!PREFIX.matcher(parameters.prefix()).matches()) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument("prefix", parameters.prefix());
        }
        if (request.query().contains(TAG_VALUE) && !request.query().contains(TAG_KEY)) {
            throw OssErrorCode.MISSING_ARGUMENT.error().with("ArgumentName", TAG_KEY);
        }
        String resourceGroup = request.header(BucketRules.RESOURCE_GROUP_HEADER);
        Map<String, String> tags = tags(request.query());
        List<BucketInfo> all = store.buckets().stream()
                .filter(bucket -> bucket.name().startsWith(parameters.prefix()))
                .filter(bucket -> resourceGroup == null || resourceGroup.equals(BucketRules.resourceGroup(bucket)))
                .filter(bucket -> bucket.name().compareTo(parameters.startAfter()) > 0)
                .filter(bucket -> hasTag(bucket, request.query()))
                .filter(bucket -> BucketTags.of(bucket).valuesByKey().entrySet().containsAll(tags.entrySet()))
                .toList();
        List<BucketInfo> page = all.subList(0, Math.min(all.size(), parameters.maxKeys()));
        boolean truncated = page.size() < all.size();
        return XmlBody.response("ListAllMyBucketsResult", xml -> {
            if (truncated || !parameters.startAfter().isEmpty()) {
                xml.element("Prefix", parameters.prefix());
                xml.element("Marker", parameters.startAfter());
                xml.element("MaxKeys", Integer.toString(parameters.maxKeys()));
                xml.element("IsTruncated", Boolean.toString(truncated));
            }
            if (truncated) {
                xml.element("NextMarker", page.get(page.size() - 1).name());
            }
            Owner.write(xml);
            xml.element(
                    "Buckets",
                    buckets -> page.forEach(
                            bucket -> buckets.element("Bucket", element -> write(element, bucket, request))));
        });
    }

    /** Returns the tags that a bucket must have, all of them. */
    private static Map<String, String> tags(Query query) {
        String text = query.text(TAGGING);
        Map<String, String> tags = new HashMap<>();
        Matcher tag = TAG.matcher(text);
        int start = 0;
        while (start < text.length()) {
            boolean isTag = tag.region(start, text.length()).lookingAt();
            if (!isTag || (tag.end() < text.length() && text.charAt(tag.end()) != ',')) {
                throw OssErrorCode.INVALID_ARGUMENT.error().argument(TAGGING, text);
            }
            boolean isQuoted = tag.group(1) != null;
            tags.put(tag.group(isQuoted ? 1 : 3), tag.group(isQuoted ? 2 : 4));
            start = tag.end() + 1;
        }
        return tags;
    }

    /** Returns whether the bucket has the tag that the query asks for, if it asks for one. */
    private static boolean hasTag(BucketInfo bucket, Query query) {
        String key = query.first(TAG_KEY);
        String value = query.first(TAG_VALUE);
        if (key == null) {
            return true;
        }
        String found = BucketTags.of(bucket).valuesByKey().get(key);
        return found != null && (value == null || value.equals(found));
    }

    private void write(XmlDocument xml, BucketInfo bucket, OssRequest request) {
        BucketXml.write(xml, bucket, rules, request);
        xml.element("Region", rules.region());
        if (request.headers().contains(BucketRules.RESOURCE_GROUP_HEADER)) {
            xml.element("ResourceGroupId", BucketRules.resourceGroup(bucket));
        }
        if (request.query().contains(TAGGING)) {
            xml.element(BucketTags.ROOT, BucketTags.of(bucket)::write);
        }
    }
}
