//! `sqlx::migrate!` reads the migrations while compiling; cargo has to know that.

fn main() {
    let mut out = std::io::stdout();
    let _ = std::io::Write::write_all(&mut out, b"cargo:rerun-if-changed=../migrations\n");
}
