package org.liangzheng.testkit.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.liangzheng.verifier.report.Reason;

/** ZIP archives that readers disagree about, or that would do harm. */
final class PackageCases {
  private PackageCases() {}

  static void add(KitWorld world, KitCases.Adder to) {
    Map<String, byte[]> parts = KitOfd.document().sealed(KitStamp.of(world, world.market)).build();
    byte[] good = ZipForge.of(parts).bytes();
    whole(to, good);
    names(to, parts);
    lies(to, parts);
    bombs(to, parts);
  }

  private static void whole(KitCases.Adder to, byte[] good) {
    to.bad("zip-empty-file", new byte[0], Reason.PACKAGE_NOT_ZIP, "空文件", "no bytes at all");
    to.bad(
        "zip-is-pdf",
        "%PDF-1.7\n%%EOF\n".getBytes(StandardCharsets.US_ASCII),
        Reason.PACKAGE_NOT_ZIP,
        "是 PDF，不是 OFD",
        "a PDF, not an OFD");
    to.bad(
        "zip-truncated",
        Arrays.copyOf(good, good.length - 30),
        Reason.PACKAGE_NOT_ZIP,
        "文件被截断",
        "the file is cut short");
    to.bad(
        "zip-trailing-data",
        concat(good, "more".getBytes(StandardCharsets.US_ASCII)),
        Reason.PACKAGE_NOT_ZIP,
        "文件末尾多出字节",
        "bytes after the end of the archive");
    to.bad(
        "zip-leading-data",
        concat("#!/bin/sh\n".getBytes(StandardCharsets.US_ASCII), good),
        Reason.PACKAGE_INCONSISTENT,
        "归档之前有字节",
        "bytes before the archive");
  }

  private static void names(KitCases.Adder to, Map<String, byte[]> parts) {
    to.bad(
        "zip-duplicate-entry",
        ZipForge.of(parts)
            .add(KitOfd.PAGE, KitXml.page("伪造").getBytes(StandardCharsets.UTF_8), _ -> {})
            .bytes(),
        Reason.PACKAGE_DUPLICATE_ENTRY,
        "两个条目同名",
        "two entries have one name");
    to.bad(
        "zip-case-variant",
        ZipForge.of(parts)
            .add(
                "/Doc_0/Pages/Page_0/content.XML",
                KitXml.page("伪造").getBytes(StandardCharsets.UTF_8),
                _ -> {})
            .bytes(),
        Reason.PACKAGE_DUPLICATE_ENTRY,
        "两个条目名只差大小写",
        "two names that differ in case only");
    name(to, parts, "zip-backslash", "Doc_0\\evil.xml", "条目名含反斜线");
    name(to, parts, "zip-absolute", "/Doc_0/evil.xml", "条目名以斜线开头");
    name(to, parts, "zip-path-escape", "../evil.xml", "条目名跳出包外");
    name(to, parts, "zip-path-escape-inside", "Doc_0/../../evil.xml", "条目名中途跳出包外");
    name(to, parts, "zip-empty-segment", "Doc_0//evil.xml", "条目名有空段");
    name(to, parts, "zip-drive-letter", "C:evil.xml", "条目名含盘符");
    name(to, parts, "zip-control-character", "Doc_0/evil\u0000.xml", "条目名含控制字符");
    to.bad(
        "zip-name-not-utf8",
        ZipForge.of(parts)
            .add("/x", new byte[] {1}, e -> e.rename(new byte[] {(byte) 0xd5, (byte) 0xd5}))
            .bytes(),
        Reason.PACKAGE_BAD_NAME,
        "条目名为 GBK 编码",
        "a name in GBK");
    to.bad(
        "zip-folder-with-content",
        ZipForge.of(parts).add("/x", new byte[] {1}, e -> e.rename("Doc_0/Extra/")).bytes(),
        Reason.PACKAGE_BAD_NAME,
        "文件夹条目带有内容",
        "a folder that has content");
  }

  private static void name(
      KitCases.Adder to, Map<String, byte[]> parts, String name, String entry, String zh) {
    to.bad(
        name,
        ZipForge.of(parts)
            .add("/x", "<x/>".getBytes(StandardCharsets.UTF_8), e -> e.rename(entry))
            .bytes(),
        Reason.PACKAGE_BAD_NAME,
        zh,
        "a bad name: " + name.substring("zip-".length()).replace('-', ' '));
  }

  private static byte[] with(Map<String, byte[]> parts, Consumer<ZipForge.Entry> change) {
    return ZipForge.of(parts).entry(KitOfd.PAGE, change).bytes();
  }

  private static void lies(KitCases.Adder to, Map<String, byte[]> parts) {
    to.bad(
        "zip-encrypted",
        with(parts, e -> e.flags |= 1),
        Reason.PACKAGE_ENCRYPTED,
        "条目被加密",
        "an entry is encrypted");
    to.bad(
        "zip-method-unknown",
        with(parts, e -> e.method = 12),
        Reason.PACKAGE_FEATURE_UNSUPPORTED,
        "条目用 bzip2 压缩",
        "an entry is compressed by bzip2");
    to.bad(
        "zip-local-name-differs",
        with(
            parts,
            e ->
                e.localName = "Doc_0/Pages/Page_1/Content.xml".getBytes(StandardCharsets.US_ASCII)),
        Reason.PACKAGE_INCONSISTENT,
        "本地头与目录的名称不同",
        "local header and directory give two names");
    to.bad(
        "zip-local-size-differs",
        with(parts, e -> e.local = head -> head.putInt(22, head.getInt(22) + 1)),
        Reason.PACKAGE_INCONSISTENT,
        "本地头与目录的长度不同",
        "local header and directory give two sizes");
    to.bad(
        "zip-local-method-differs",
        with(parts, e -> e.local = head -> head.putShort(8, (short) 8)),
        Reason.PACKAGE_INCONSISTENT,
        "本地头与目录的压缩方法不同",
        "local header and directory give two methods");
    to.bad(
        "zip-local-time-differs",
        with(parts, e -> e.local = head -> head.putInt(10, head.getInt(10) + 1)),
        Reason.PACKAGE_INCONSISTENT,
        "本地头与目录的时间不同",
        "local header and directory give two times");
    to.bad(
        "zip64-lies",
        with(
            parts,
            e -> {
              ByteBuffer field = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
              field.putShort((short) 1).putShort((short) 16).putLong(5).putLong(5);
              e.extra = field.array();
              e.local = head -> head.putInt(18, -1).putInt(22, -1);
            }),
        Reason.PACKAGE_INCONSISTENT,
        "本地头的 ZIP64 长度与目录不同",
        "a ZIP64 field gives other sizes than the directory");
    to.bad(
        "zip64-end",
        ZipForge.of(parts).end(end -> end.putShort(8, (short) -1).putShort(10, (short) -1)).bytes(),
        Reason.PACKAGE_FEATURE_UNSUPPORTED,
        "目录结尾要求 ZIP64",
        "the end of the directory asks for ZIP64");
    to.bad(
        "zip-several-disks",
        ZipForge.of(parts).end(end -> end.putShort(4, (short) 1)).bytes(),
        Reason.PACKAGE_FEATURE_UNSUPPORTED,
        "分卷归档",
        "an archive of several disks");
    to.bad(
        "zip-count-differs",
        ZipForge.of(parts)
            .end(end ->
                end.putShort(8, (short) (end.getShort(8) - 1))
                    .putShort(10, (short) (end.getShort(10) - 1)))
            .bytes(),
        Reason.PACKAGE_INCONSISTENT,
        "目录少报一个条目",
        "the directory has an entry more than its end says");
    to.bad(
        "zip-hidden-bytes",
        with(parts, e -> e.before = "hidden".getBytes(StandardCharsets.US_ASCII)),
        Reason.PACKAGE_INCONSISTENT,
        "条目之间藏有字节",
        "bytes hidden between two entries");
    to.bad(
        "zip-descriptor-differs",
        with(
            parts,
            e -> {
              e.flags |= 1 << 3;
              e.descriptor =
                  ByteBuffer.allocate(16)
                      .order(ByteOrder.LITTLE_ENDIAN)
                      .putInt(0x08074b50)
                      .putInt(e.crc)
                      .putInt(e.size)
                      .putInt(e.size + 1)
                      .array();
            }),
        Reason.PACKAGE_INCONSISTENT,
        "数据描述符与目录不同",
        "a data descriptor disagrees with the directory");
    to.bad(
        "zip-checksum-wrong",
        with(parts, e -> e.crc ^= 1),
        Reason.PACKAGE_DAMAGED,
        "校验和有误",
        "a checksum is wrong");
    to.bad(
        "zip-inflates-short",
        with(
            parts,
            e -> {
              e.deflate();
              e.size += 1;
            }),
        Reason.PACKAGE_DAMAGED,
        "解压后比所报的短",
        "an entry inflates to less than it says");
    to.bad(
        "zip-overlap",
        ZipForge.of(parts)
            .entry(KitOfd.PAGE, e -> e.directory = head -> head.putInt(42, 0))
            .bytes(),
        Reason.PACKAGE_INCONSISTENT,
        "两个条目指向同一处",
        "two entries point to one place");
  }

  private static void bombs(KitCases.Adder to, Map<String, byte[]> parts) {
    to.bad(
        "zip-bomb-ratio",
        ZipForge.of(parts)
            .add("/Doc_0/Res/bomb", new byte[1 << 20], ZipForge.Entry::deflate)
            .bytes(),
        Reason.PACKAGE_INFLATES_TOO_LARGE,
        "压缩比过高（1 MiB 零字节）",
        "a bomb: 1 MiB of zeros");
    to.bad(
        "zip-bomb-declared",
        ZipForge.of(parts)
            .add(
                "/Doc_0/Res/bomb",
                new byte[64],
                e -> {
                  e.deflate();
                  e.size = Integer.MAX_VALUE;
                })
            .bytes(),
        Reason.PACKAGE_INFLATES_TOO_LARGE,
        "条目自称解压后为 2 GiB",
        "an entry says that it inflates to 2 GiB");
    to.bad(
        "zip-nested",
        ZipForge.of(parts).add("/Doc_0/Attachs/inner.zip", smallZip(), _ -> {}).bytes(),
        Reason.PACKAGE_NESTED,
        "包中有包",
        "an archive inside the archive");
  }

  private static byte[] smallZip() {
    return ZipForge.of(Map.of("/a", new byte[] {1})).bytes();
  }

  private static byte[] concat(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }
}
