package dev.sigrun.flink.wire;

/**
 * A file that every process of a job can read.
 *
 * @param uri where it is, for a file system that Flink knows
 * @param sha256 the digest of its content, 64 hexadecimal digits in lower case
 */
public record StoredFile(String uri, String sha256) {}
