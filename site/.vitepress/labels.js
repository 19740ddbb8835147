// The words that the site adds to the pages.

export const english = { overview: 'Overview', guide: 'Guide', development: 'Development version', edit: 'Edit this page' }

export const chinese = {
  overview: '概览',
  guide: '指南（英文）',
  development: '开发版本',
  sections: { Start: '开始', 'Generate links': '生成链接', 'Use links': '使用链接', Operate: '运维', Develop: '开发' },
  theme: {
    editLink: { pattern: 'https://github.com/osspresign/camel-oss-presign/edit/main/:path', text: '编辑本页' },
    outline: { level: [2, 3], label: '本页内容' },
    docFooter: { prev: '上一页', next: '下一页' },
    darkModeSwitchLabel: '主题',
    lightModeSwitchTitle: '切换到浅色模式',
    darkModeSwitchTitle: '切换到深色模式',
    sidebarMenuLabel: '菜单',
    returnToTopLabel: '回到顶部',
    langMenuLabel: '切换语言',
    skipToContentLabel: '跳到正文',
    notFound: { title: '没有这样的页面', quote: '地址可能有误，或者页面已经移动。', linkLabel: '首页', linkText: '回到首页' },
  },
  search: {
    translations: {
      button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
      modal: { resetButtonTitle: '清除', backButtonTitle: '关闭', noResultsText: '没有找到', footer: { selectText: '打开', navigateText: '选择', closeText: '关闭' } },
    },
  },
}
