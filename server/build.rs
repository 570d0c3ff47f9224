//! Builds the program again when the site that it carries has changed.

fn main() {
    println!("cargo::rerun-if-changed=../target/site");
}
