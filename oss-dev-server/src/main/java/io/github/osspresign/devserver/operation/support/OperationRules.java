package io.github.osspresign.devserver.operation.support;

/** The settings that operations depend on; the last ones settle what the documentation of OSS leaves open. */
public record OperationRules(
        String region,
        ByteRange.Rules ranges,
        DefaultDomainRules defaultDomain,
        boolean putOfOwnBucketIs200,
        boolean badCopyRangeIsWholeObject) {

    /** The region the way OSS spells it in its answers. */
    public String location() {
        return "oss-" + region;
    }
}
