package org.liangzheng.testkit.custody.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeBuildTest {
  @TempDir Path folder;

  @Test
  void a_library_is_called_and_a_program_runs() throws Throwable {
    Path library = build("int answer(void) { return 42; }\n").library();
    try (Arena arena = Arena.ofConfined()) {
      Object answer =
          Linker.nativeLinker()
              .downcallHandle(
                  SymbolLookup.libraryLookup(library, arena).findOrThrow("answer"),
                  FunctionDescriptor.of(ValueLayout.JAVA_INT))
              .invoke();
      assertThat(answer).isEqualTo(42);
    }
    Path program = build("int main(void) { return 7; }\n").program();
    assertThat(new ProcessBuilder(program.toString()).start().waitFor()).isEqualTo(7);
  }

  @Test
  void an_unchanged_source_is_compiled_once_and_a_changed_one_anew() throws Exception {
    Path first = build("int answer(void) { return 1; }\n").library();
    Object file = Files.getAttribute(first, "unix:ino");
    Path again = build("int answer(void) { return 1; }\n").library();
    assertThat(again).isEqualTo(first);
    assertThat(Files.getAttribute(again, "unix:ino")).isEqualTo(file);
    assertThat(build("int answer(void) { return 2; }\n").library()).isNotEqualTo(first);
    assertThat(build("int answer(void) { return 1; }\n").libraries("-lm").library())
        .isNotEqualTo(first);
    try (Stream<Path> left = Files.list(folder.resolve("native"))) {
      assertThat(left).noneMatch(path -> path.toString().contains("work"));
    }
  }

  @Test
  void a_warning_is_a_failure_that_shows_the_compilers_words() {
    assertThatThrownBy(() -> build("int f(void) { int unused; return 1; }\n").library())
        .hasMessageContaining("[compile-failed]")
        .hasMessageContaining("unused");
    assertThat(folder.resolve("native")).isEmptyDirectory();
  }

  @Test
  void no_compiler_is_named_with_its_package() throws Exception {
    NativeBuild build = build("int f;\n").with("no-such-cc", folder.resolve("native"));
    assertThatThrownBy(build::library)
        .isInstanceOf(NativeToolException.class)
        .hasMessageContaining("[compiler-missing]")
        .hasMessageContaining("apt-get install gcc");
  }

  @Test
  void no_openssl_headers_or_library_is_named_with_its_package() throws Exception {
    Path compiler =
        Files.writeString(
            folder.resolve("cc"),
            "#!/bin/sh\necho 'x.c:1:10: fatal error: openssl/evp.h: No such file'\nexit 1\n");
    Files.setPosixFilePermissions(compiler, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(
            build("int f;\n").with(compiler.toString(), folder.resolve("native"))::library)
        .hasMessageContaining("[libssl-dev-missing]")
        .hasMessageContaining("apt-get install libssl-dev");
    Files.writeString(compiler, "#!/bin/sh\necho 'ld: cannot find -lcrypto'\nexit 1\n");
    assertThatThrownBy(
            build("int f;\n").with(compiler.toString(), folder.resolve("native"))::library)
        .hasMessageContaining("[libssl-dev-missing]");
  }

  @Test
  void a_missing_source_is_named() {
    assertThatThrownBy(() -> NativeBuild.of(NativeBuildTest.class, "none.c"))
        .hasMessageContaining("[source-missing]")
        .hasMessageContaining("none.c");
  }

  private NativeBuild build(String source) throws Exception {
    Path file = Files.writeString(folder.resolve("small.c"), source);
    return NativeBuild.of(file).with("cc", folder.resolve("native"));
  }
}
