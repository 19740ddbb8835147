package io.github.osspresign.explain;

/**
 * One thing that is wrong with a link, or worth knowing about it.
 *
 * @param code what it is, the same for every link
 * @param sentence what is wrong with this link, what is allowed, and what to do; without secrets
 */
public record Finding(FindingCode code, String sentence) {

    /** How much it matters. */
    public Severity severity() {
        return code.severity();
    }
}
